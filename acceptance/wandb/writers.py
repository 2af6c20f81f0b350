# SPDX-License-Identifier: Apache-2.0
"""What several processes of the unmodified wandb SDK do to one server.

    writers.py part|finish URL KEY TEAM FOLDER NUMBER   fill one artifact together
    writers.py stream|hang URL KEY TEAM FOLDER NUMBER   log NUMBER steps, slowly; hang: and never end
    writers.py ttl         URL KEY TEAM FOLDER NUMBER   times to live of artifacts
    writers.py many|fetch  URL KEY TEAM FOLDER NUMBER   log an artifact of NUMBER files; download it

Prints what it knows as one line of JSON."""
import datetime, json, os, sys, time

verb, url, key, team, folder, number = sys.argv[1:]
number = int(number)
for name in ("run", "cache", "data", "cfg", "art"):
    os.makedirs(os.path.join(folder, name), exist_ok=True)
os.environ.update(
    WANDB_BASE_URL=url, WANDB_API_KEY=key, WANDB_ENTITY=team, WANDB_SILENT="true",
    WANDB_ERROR_REPORTING="false", WANDB_DIR=folder + "/run", WANDB_CACHE_DIR=folder + "/cache",
    WANDB_DATA_DIR=folder + "/data", WANDB_CONFIG_DIR=folder + "/cfg",
    WANDB_ARTIFACT_DIR=folder + "/art", NETRC=folder + "/netrc")
import wandb  # noqa: E402
from wandb.sdk.artifacts.artifact_ttl import ArtifactTTL  # noqa: E402


def artifact(name, *files):
    made = wandb.Artifact(name, type="dataset")
    for file in files:
        with made.new_file(file) as out:
            out.write("content of " + file)
    return made


def ttl():
    with wandb.init(project="digits", id="times") as run:
        for name, time_to_live in (("week", datetime.timedelta(days=7)), ("ever", None), ("plain", "no")):
            made = artifact(name, name + ".txt")
            if time_to_live != "no":
                made.ttl = time_to_live
            run.log_artifact(made).wait()
    told = {}
    for name in ("week", "ever", "plain"):
        there = wandb.Api().artifact(f"{team}/digits/{name}:v0")
        told[name] = there.ttl and there.ttl.total_seconds()
    there = wandb.Api().artifact(f"{team}/digits/week:v0")
    there.ttl = ArtifactTTL.INHERIT
    there.save()
    again = wandb.Api().artifact(f"{team}/digits/week:v0")
    told["inherited"] = again.ttl and again.ttl.total_seconds()
    again.ttl = datetime.timedelta(seconds=1)
    again.save()
    return told


def many():
    os.makedirs(folder + "/files")
    for i in range(number):
        with open(f"{folder}/files/{i}.txt", "w") as file:
            file.write(f"file {i}")
    with wandb.init(project="digits", id="many") as run:
        made = wandb.Artifact("many", type="dataset")
        made.add_dir(folder + "/files")
        run.log_artifact(made).wait()
    return {"files": len(made.manifest.entries)}


def fetch():
    where = wandb.Api().artifact(f"{team}/digits/many:latest").download(root=folder + "/down", skip_cache=True)
    for i in range(number):
        with open(f"{where}/{i}.txt") as file:
            if file.read() != f"file {i}":
                raise AssertionError(f"file {i} is another")
    return {"files": len(os.listdir(where))}


def part(isLast):
    with wandb.init(project="digits", id=f"writer-{number}", group="job") as run:
        made = artifact("joined", f"part-{number}.txt")
        if isLast:
            done = run.finish_artifact(made, distributed_id="job-7", aliases=["whole"]).wait()
            return {"files": sorted(done.manifest.entries), "version": done.version}
        run.upsert_artifact(made, distributed_id="job-7")
    return {}


def stream(isEnding):
    run = wandb.init(project="digits", id="streamed" if isEnding else "killed")
    for step in range(number):
        run.log({"loss": float("nan") if step % 7 == 0 else 1 / step, "accuracy": step})
        print(f"step {step}", file=sys.stderr, flush=True)
        time.sleep(0.05)
    if not isEnding:
        time.sleep(600)
    run.finish()
    return {"run": run.id}


print(json.dumps({
    "ttl": ttl, "many": many, "fetch": fetch, "part": lambda: part(False), "finish": lambda: part(True),
    "stream": lambda: stream(True), "hang": lambda: stream(False)}[verb]()))
