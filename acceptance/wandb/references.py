# SPDX-License-Identifier: Apache-2.0
"""References of the unmodified wandb SDK to objects of a bucket, looked at and not.

    references.py URL KEY TEAM FOLDER s3|gs BUCKET

The SDK for the store finds it by AWS_S3_ENDPOINT_URL or STORAGE_EMULATOR_HOST; the bucket is there.
Prints the objects' texts by path, as one line of JSON."""
import json, os, sys

url, key, team, folder, scheme, bucket = sys.argv[1:]
for name in ("run", "cache", "data", "cfg", "art"):
    os.makedirs(os.path.join(folder, name), exist_ok=True)
os.environ.update(
    WANDB_BASE_URL=url, WANDB_API_KEY=key, WANDB_ENTITY=team, WANDB_SILENT="true",
    WANDB_ERROR_REPORTING="false", WANDB_DIR=folder + "/run", WANDB_CACHE_DIR=folder + "/cache",
    WANDB_DATA_DIR=folder + "/data", WANDB_CONFIG_DIR=folder + "/cfg",
    WANDB_ARTIFACT_DIR=folder + "/art", NETRC=folder + "/netrc")
import wandb  # noqa: E402

PROJECT, PREFIX = "lake", f"scans-{scheme}"
OBJECTS = {"one.bin": "first", "deep/two 50%.bin": "second", "deep/重み.bin": "third"}


def put(name, text):
    if scheme == "s3":
        import boto3

        boto3.resource("s3", endpoint_url=os.environ["AWS_S3_ENDPOINT_URL"]).Object(bucket, name).put(Body=text.encode())
    else:
        from google.cloud import storage

        storage.Client().bucket(bucket).blob(name).upload_from_string(text)


def eq(got, want, what):
    if got != want:
        raise AssertionError(f"{what}: expected {want!r}, got {got!r}")


def texts(root):
    return {os.path.relpath(os.path.join(base, name), root): open(os.path.join(base, name)).read()
            for base, _, names in os.walk(root) for name in names}


for path, text in OBJECTS.items():
    put(f"{PREFIX}/{path}", text)
place = f"{scheme}://{bucket}/{PREFIX}"
with wandb.init(project=PROJECT, id=f"refer-{scheme}") as run:
    seen = wandb.Artifact("seen", type="dataset")
    seen.add_reference(place)
    run.log_artifact(seen).wait()
    unseen = wandb.Artifact("unseen", type="dataset")
    for path in OBJECTS:
        unseen.add_reference(f"{place}/{path}", name=path, checksum=False)
    run.log_artifact(unseen).wait()
    never = wandb.Artifact("never", type="dataset")
    never.add_reference(f"{place}/never.bin", name="never.bin", checksum=False)
    run.log_artifact(never).wait()

api = wandb.Api()
seen = api.artifact(f"{team}/{PROJECT}/seen:latest")
eq(texts(seen.download(root=folder + "/seen", skip_cache=True)), OBJECTS, "what was looked at")
unseen = api.artifact(f"{team}/{PROJECT}/unseen:latest")
eq({path: entry.ref for path, entry in unseen.manifest.entries.items()},
   {path: f"{place}/{path}" for path in OBJECTS}, "what was not")
for path in OBJECTS:
    entry = unseen.get_entry(path)
    eq((entry.ref_target(), entry.digest), (f"{place}/{path}", f"{place}/{path}"), "an entry")
    # By its own rule the SDK fetches nothing whose ETag it did not keep.
    try:
        entry.download(root=folder + "/unseen", skip_cache=True)
    except (FileNotFoundError, ValueError) as e:
        eq("match" in str(e), True, str(e))
    else:
        raise AssertionError("fetched, which the SDK does not do")
print(json.dumps(OBJECTS))
