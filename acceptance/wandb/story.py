# SPDX-License-Identifier: Apache-2.0
"""What the unmodified wandb SDK logs and reads back. Prints what it knows as one line of JSON.

    story.py log|read  URL KEY TEAM FOLDER
"""
import hashlib, json, os, sys

verb, url, key, team, folder = sys.argv[1:]
for name in ("run", "cache", "data", "cfg", "art", "down"):
    os.makedirs(os.path.join(folder, name), exist_ok=True)
os.environ.update(
    WANDB_BASE_URL=url, WANDB_API_KEY=key, WANDB_ENTITY=team, WANDB_SILENT="true",
    WANDB_ERROR_REPORTING="false", WANDB_DIR=folder + "/run", WANDB_CACHE_DIR=folder + "/cache",
    WANDB_DATA_DIR=folder + "/data", WANDB_CONFIG_DIR=folder + "/cfg",
    WANDB_ARTIFACT_DIR=folder + "/art", NETRC=folder + "/netrc")
import wandb  # noqa: E402


def sha(file):
    with open(file, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def tree(root):
    return {
        os.path.relpath(os.path.join(base, name), root).replace(os.sep, "/"): sha(os.path.join(base, name))
        for base, _, names in os.walk(root) for name in names}


if verb == "log":
    files = os.path.join(folder, "files")
    os.makedirs(files + "/sub", exist_ok=True)
    for name, size in (("weights.bin", 300_000), ("sub/ü.txt", 5)):
        with open(os.path.join(files, name), "wb") as f:
            f.write(os.urandom(size))
    with wandb.init(project="digits", name="first", config={"lr": 0.1}) as run:
        for step in range(5):
            run.log({"loss": float("nan") if step == 0 else 1 / step})
        artifact = wandb.Artifact("classifier", type="model", metadata={"accuracy": 0.9})
        artifact.add_dir(files)
        run.log_artifact(artifact, aliases=["best"]).wait()
    print(json.dumps({"run": run.id, "digest": artifact.digest, "cairn": artifact.commit_hash, "files": tree(files)}))
else:
    api = wandb.Api()
    artifact = api.artifact(f"{team}/digits/classifier:best")
    run = artifact.logged_by()
    where = artifact.download(root=folder + "/down", skip_cache=True)
    artifact.verify(where)
    losses = [row["loss"] for row in run.scan_history()]
    print(json.dumps({"run": run.id, "state": run.state, "digest": artifact.digest, "cairn": artifact.commit_hash,
                      "files": tree(where), "steps": len(losses), "lr": run.config["lr"]}))
