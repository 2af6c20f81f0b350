#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Recompute the digest of a Cairn version from a folder, without Cairn (docs/manifest-format.md).

manifest-digest.py FOLDER...             one line a folder: sha256:<digest>  <folder>
manifest-digest.py --manifest FOLDER     the manifest itself
"""
import hashlib, json, os, sys, unicodedata


def manifest(folder):
    entries = []
    for parent, _, names in os.walk(folder):
        for name in names:
            file = os.path.join(parent, name)
            path = unicodedata.normalize("NFC", os.path.relpath(file, folder).replace(os.sep, "/"))
            if path == ".cairn.json":  # the record that `cairn pull` leaves
                continue
            size, sha256 = 0, hashlib.sha256()
            with open(file, "rb") as content:
                while chunk := content.read(1 << 20):
                    size += len(chunk)
                    sha256.update(chunk)
            entries.append({"path": path, "size": size, "sha256": sha256.hexdigest()})
    entries.sort(key=lambda entry: entry["path"].encode())
    lines = [{"cairn": "manifest/1"}, *entries]
    return "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines).encode()


if sys.argv[1:2] == ["--manifest"]:
    sys.stdout.buffer.write(manifest(sys.argv[2]))
else:
    for folder in sys.argv[1:] or sys.exit(__doc__):
        print("sha256:" + hashlib.sha256(manifest(folder)).hexdigest(), folder, sep="  ")
