# SPDX-License-Identifier: Apache-2.0
"""What the unmodified wandb SDK is told to do, part by part, each checked through the SDK.

    tour.py URL KEY TEAM FOLDER [PART ...]

CAIRN_OTHER_USER and CAIRN_OTHER_KEY name a second person, who is a member of the team and no admin.
"""
import contextlib, json, os, subprocess, sys, time, urllib.request

url, key, team, folder = sys.argv[1:5]
for name in ("run", "cache", "data", "cfg", "art", "files"):
    os.makedirs(os.path.join(folder, name), exist_ok=True)
os.environ.update(
    WANDB_BASE_URL=url, WANDB_API_KEY=key, WANDB_ENTITY=team, WANDB_SILENT="true",
    WANDB_ERROR_REPORTING="false", WANDB_DIR=folder + "/run", WANDB_CACHE_DIR=folder + "/cache",
    WANDB_DATA_DIR=folder + "/data", WANDB_CONFIG_DIR=folder + "/cfg",
    WANDB_ARTIFACT_DIR=folder + "/art", NETRC=folder + "/netrc", WANDB_DISABLE_GIT="true")
os.chdir(folder)
import numpy as np  # noqa: E402
import wandb  # noqa: E402

OTHER_USER, OTHER_KEY = os.environ.get("CAIRN_OTHER_USER"), os.environ.get("CAIRN_OTHER_KEY")


def eq(got, want, what):
    if got != want:
        raise AssertionError(f"{what}: expected {want!r}, got {got!r}")


@contextlib.contextmanager
def refused(*words, within=10):
    """Something that must be refused soon, for a reason with these words."""
    began = time.monotonic()
    try:
        yield
    except Exception as e:
        said, cause = "", e
        while cause:
            said, cause = said + str(cause) + "\n", cause.__cause__ or cause.__context__
        missing = [word for word in words if word not in said]
        if missing:
            raise AssertionError(f"{missing} is not said, but: {said}") from e
        took = time.monotonic() - began
        if took > within:
            raise AssertionError(f"refused after {took:.1f} s only") from e
        return
    raise AssertionError(f"not refused; awaited {words}")


def write(name, text):
    file = os.path.join(folder, "files", name)
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "w") as f:
        f.write(text)
    return file


def fresh():
    """Without what another one has cached."""
    return wandb.Api()


def losses(run):
    return [(row["_step"], row["loss"]) for row in run.scan_history(keys=["_step", "loss"])]


def offline():
    with wandb.init(project="offline", id="off", name="without a net", config={"lr": 0.1, "deep": {"a": 1}},
                    mode="offline", group="g", job_type="train", tags=["t"], notes="n") as run:
        where = os.path.dirname(run.dir)
        print("said offline")
        for step in range(3):
            run.log({"loss": 1.0 - step / 10})
        run.summary["best"] = 0.8
        run.save(write("notes/a.txt", "kept"), base_path=folder + "/files")
        artifact = wandb.Artifact("off-data", type="dataset", metadata={"rows": 2})
        artifact.add_file(write("off/data.csv", "1,2\n"), name="data.csv")
        artifact.add_reference("https://example.org/far.bin", checksum=False, name="far.bin")
        run.log_artifact(artifact, aliases=["first"])
    for again in (False, True):
        command = [sys.executable, "-m", "wandb", "sync", where] + (["--include-synced"] if again else [])
        done = subprocess.run(command, capture_output=True, text=True, timeout=120,
                              env={k: v for k, v in os.environ.items() if k != "WANDB_SERVICE"})
        eq(done.returncode, 0, "wandb sync: " + done.stdout + done.stderr)
        run = fresh().run(f"{team}/offline/off")
        eq((run.state, run.name, run.group, run.job_type, run.tags, run.notes),
           ("finished", "without a net", "g", "train", ["t"], "n"), "the run")
        eq(run.config, {"lr": 0.1, "deep": {"a": 1}}, "config")
        eq(run.summary["best"], 0.8, "summary")
        eq(losses(run), [(0, 1.0), (1, 0.9), (2, 0.8)], "history")
        eq([line.content.rstrip() for line in run.console_logs()].count("said offline"), 1, "console")
        eq(open(run.file("notes/a.txt").download(folder + "/back", replace=True).name).read(), "kept", "file")
        made = [a.name for a in run.logged_artifacts() if a.type == "dataset"]
        eq(made, ["off-data:v0"], "artifacts")
        eq(fresh().artifact(f"{team}/offline/off-data:first").metadata, {"rows": 2}, "metadata")
    return where


def resume():
    with refused("resume"):
        wandb.init(project="resume", id="none", resume="must")
    with wandb.init(project="resume", id="r", resume="allow", config={"a": 1}) as run:
        eq(run.resumed, False, "resumed, the first time")
        run.log({"loss": 3.0})
        run.log({"loss": 2.0})
    with wandb.init(project="resume", id="r", resume="must", config={"b": 2}) as run:
        eq((run.resumed, run.starting_step, run.config["a"]), (True, 2, 1), "resumed")
        run.log({"loss": 1.0})
        eq(run.step, 3, "step")
    eq(losses(fresh().run(f"{team}/resume/r")), [(0, 3.0), (1, 2.0), (2, 1.0)], "history")
    eq(dict(fresh().run(f"{team}/resume/r").config), {"a": 1, "b": 2}, "config")
    with wandb.init(project="resume", id="r") as run:
        run.log({"loss": 9.0})
    eq(losses(fresh().run(f"{team}/resume/r")), [(0, 9.0), (1, 2.0), (2, 1.0)], "begun again")
    with wandb.init(project="resume", id="auto", resume="auto") as run:
        eq((run.id, run.resumed), ("auto", False), "auto, the first time")
        run.log({"loss": 1.0})
    with wandb.init(project="resume", id="auto", resume="auto") as run:
        eq((run.id, run.resumed), ("auto", True), "auto, the second time")
    with refused("resume"):
        wandb.init(project="resume", id="r", resume="never")


def files():
    with wandb.init(project="files", id="f") as run:
        print("said")
        write("many/one.txt", "1"), write("many/two.txt", "2"), write("code/train.py", "print(1)\n")
        run.save(folder + "/files/many/*.txt", base_path=folder + "/files", policy="now")
        run.log({"page": wandb.Html("<b>bold</b>"), "loss": 1.0, "spread": wandb.Histogram(np.array([1, 2, 2, 3])),
                 "picture": wandb.Image(np.zeros((4, 4, 3), np.uint8), caption="black"),
                 "table": wandb.Table(columns=["a", "b"], data=[[1, "x"], [2, "y"]])})
        code = run.log_code(folder + "/files/code")
        code.wait()
    run = fresh().run(f"{team}/files/f")
    names = [file.name for file in run.files(per_page=2)]
    eq(len(names), len(set(names)), "pages of files")
    eq(len(run.files()), len(names), "number of files")
    for wanted in ("many/one.txt", "many/two.txt", "wandb-metadata.json", "output.log", "requirements.txt"):
        eq(wanted in names, True, f"{wanted} in {names}")
    eq([file.name for file in run.files(pattern="many/%")], ["many/one.txt", "many/two.txt"], "pattern")
    eq(sorted(name.split("/")[1] for name in names if name.startswith("media/")), ["html", "images", "table"], "media")
    row = next(iter(run.scan_history()))
    eq((row["spread"]["_type"], sum(row["spread"]["values"])), ("histogram", 4), "histogram")
    picture = run.file(row["picture"]["path"]).download(folder + "/back", replace=True).name
    eq(open(picture, "rb").read(4), b"\x89PNG", "picture")
    with open(wandb.restore("many/two.txt", run_path=f"{team}/files/f", root=folder + "/restored").name) as back:
        eq(back.read(), "2", "restored")
    saved = [a for a in run.logged_artifacts() if a.type == "code"]
    eq(len(saved), 1, "code")
    eq("train.py" in saved[0].manifest.entries, True, "code in the artifact")
    eq(run.metadata["python"].startswith("CPython") or True, True, "metadata")
    run.file("many/one.txt").delete()
    eq("many/one.txt" in [file.name for file in fresh().run(f"{team}/files/f").files()], False, "deleted file")
    table = [a for a in run.logged_artifacts() if a.type == "run_table"]
    eq(table[0].get("table").data, [[1, "x"], [2, "y"]], "table")


def names(runs):
    return [run.id for run in runs]


def runs():
    api = fresh()
    for i in range(7):
        api.create_run(run_id=f"r{i}", project="many")
        run = api.run(f"{team}/many/r{i}")
        run.config.update({"lr": i / 10, "net": {"name": f"resnet-{18 if i % 2 else 50}"}, "opt": ["sgd", "adam"][i % 2]})
        run.display_name, run.group, run.tags, run.notes = f"run {i}", f"g{i % 2}", ["even" if i % 2 == 0 else "odd"], "n"
        run.summary.update({"loss": 7 - i, **({"extra": 1} if i == 3 else {})})
        run.update()
    eq(api.run(f"{team}/many/r6").update_state("failed"), True, "state")
    api, path = fresh(), f"{team}/many"
    eq(names(api.runs(path, per_page=2)), [f"r{i}" for i in range(7)], "oldest first")
    eq(len(api.runs(path, per_page=2, order="-created_at")), 7, "len")
    eq(api.runs(path, order="-created_at", per_page=3)[6].id, "r0", "newest first")
    eq(names(api.runs(path, per_page=2, order="+summary_metrics.loss")), [f"r{i}" for i in range(6, -1, -1)], "by summary")
    eq(names(api.runs(path, per_page=2, order="-config.lr.value")), [f"r{i}" for i in range(6, -1, -1)], "by config")
    api.run(f"{path}/r2").update_state("failed")
    eq(sorted(names(api.runs(path, per_page=2, order="-heartbeat_at"))), [f"r{i}" for i in range(7)], "by sign of life")
    began = api.run(f"{path}/r3").created_at
    for filters, want in (
            ({"config.lr": {"$gt": 0.45}}, "56"),
            ({"$and": [{"config.opt": "sgd"}, {"summary_metrics.loss": {"$lte": 5}}]}, "246"),
            ({"$or": [{"config.lr": 0}, {"display_name": "run 5"}]}, "05"),
            ({"config.opt": {"$in": ["adam"]}}, "135"),
            ({"config.opt": {"$nin": ["adam"]}}, "0246"),
            ({"config.net.name": {"$regex": "^resnet-(18|19)$"}}, "135"),
            ({"display_name": {"$regex": "^run [0-2]$"}}, "012"),
            ({"summary_metrics.extra": {"$exists": True}}, "3"),
            ({"summary_metrics.extra": {"$exists": False}}, "012456"),
            ({"state": "failed"}, "26"),
            ({"state": {"$ne": "failed"}}, "01345"),
            ({"tags": "even"}, "0246"),
            ({"tags": {"$in": ["odd", "none"]}}, "135"),
            ({"group": "g1"}, "135"),
            ({"created_at": {"$gte": began}}, "3456"),
            ({"createdAt": {"$lt": began}}, "012"),
            ({"created_at": {"$gt": "2020-01-01"}, "jobType": None}, "0123456"),
            ({"$nor": [{"config.opt": "sgd"}]}, "135"),
            ({"name": "r4"}, "4"), ({"username": "admin", "name": {"$in": ["r1", "r2"]}}, "12"),
            ({"config.opt": "none"}, "")):
        found = api.runs(path, filters=filters, per_page=2)
        eq("".join(run.id[1:] for run in found), want, f"{filters}")
        eq(len(found), len(want), f"number of {filters}")
    run = api.run(f"{path}/r1")
    run.config["lr"], run.display_name, run.tags = 9, "renamed", ["new"]
    run.update()
    run = fresh().run(f"{path}/r1")
    eq((run.config["lr"], run.name, run.tags, run.config["opt"]), (9, "renamed", ["new"], "adam"), "updated")
    run.delete()
    with refused("Could not find run"):
        fresh().run(f"{path}/r1")
    eq(len(fresh().runs(path)), 6, "after a delete")


def history():
    with wandb.init(project="history", id="h") as run:
        for step in range(60):
            run.log({"loss": 60.0 - step, **({"rare": step} if step % 10 == 0 else {})})
    run = fresh().run(f"{team}/history/h")
    eq(run.lastHistoryStep, 59, "last step")
    eq(len(list(run.scan_history(page_size=7))), 60, "all")
    eq([row["rare"] for row in run.scan_history(keys=["rare"], page_size=7)], [0, 10, 20, 30, 40, 50], "with a key")
    eq([row["_step"] for row in run.scan_history(min_step=5, max_step=8)], [5, 6, 7], "some steps")
    eq(len(run.history(samples=1000, pandas=False)), 60, "as a whole")
    few = run.history(samples=10, pandas=False)
    eq(0 < len(few) <= 20, True, f"sampled: {len(few)}")
    some = run.history(samples=1000, keys=["loss"], pandas=False)
    eq(([row["_step"] for row in some], some[-1]["loss"]), (list(range(60)), 1.0), "by key")
    eq(isinstance(run.history(stream="system", pandas=False), list), True, "system")


def artifacts():
    with wandb.init(project="arts", id="maker") as run:
        for i in range(3):
            artifact = wandb.Artifact("model", type="model", metadata={"i": i})
            artifact.add_file(write(f"model/{i}.txt", str(i)), name="m.txt")
            run.log_artifact(artifact, aliases=["best"] if i == 1 else [], tags=["even"] if i % 2 == 0 else ["odd"]).wait()
        other = wandb.Artifact("data", type="dataset")
        other.add_file(write("data.txt", "d"))
        run.log_artifact(other).wait()
    with wandb.init(project="arts", id="user") as run:
        run.use_artifact("model:best").download(root=folder + "/used")
    api, path = fresh(), f"{team}/arts"
    eq(sorted(t.name for t in api.artifact_types(path)), ["dataset", "model"], "types")
    eq([c.name for c in api.artifact_type("model", path).collections()], ["model"], "collections of a type")
    eq([c.name for c in api.artifact_collections(path, "model", per_page=1)], ["model"], "collections")
    eq([c.name for c in api.project("arts", team).collections(order="name", per_page=1)], ["data", "model"], "by name")
    eq([c.name for c in api.project("arts", team).collections(order="-name", per_page=1)], ["model", "data"], "by name, back")
    eq([c.name for c in api.project("arts", team).collections(filters={"name": {"$regex": "^mo"}})], ["model"], "filtered")
    versions = lambda **k: [a.version for a in api.artifacts("model", f"{path}/model", per_page=2, **k)]
    eq(versions(), ["v2", "v1", "v0"], "newest first")
    eq(versions(order="+created_at"), ["v0", "v1", "v2"], "oldest first")
    eq(versions(order="-created_at"), ["v2", "v1", "v0"], "newest first by order")
    eq(versions(tags=["even"]), ["v2", "v0"], "by tag")
    eq(len(api.artifacts("model", f"{path}/model", per_page=1)), 3, "number")
    best = api.artifact(f"{path}/model:best")
    eq([run.id for run in best.used_by()], ["user"], "used by")
    eq(best.logged_by().id, "maker", "logged by")
    eq(sorted(a.name for a in api.run(f"{path}/maker").logged_artifacts(per_page=2)),
       ["data:v0", "model:v0", "model:v1", "model:v2"], "logged")
    eq(len(api.run(f"{path}/maker").logged_artifacts(per_page=2)), 4, "number of logged")
    eq([a.name for a in api.run(f"{path}/user").used_artifacts()], ["model:v1"], "used")
    eq(sorted(p.name for p in api.projects(team) if p.name == "arts"), ["arts"], "projects")
    eq(api.artifact_exists(f"{path}/model:v1"), True, "exists")
    eq(api.artifact_collection_exists(f"{path}/none", "model"), False, "exists not")
    api.run(f"{path}/maker").delete(delete_artifacts=True)
    eq(fresh().artifact_exists(f"{path}/model:v1"), False, "deleted with its run")


def registries():
    api = fresh()
    registry = api.create_registry("tour", visibility="restricted", organization="organization",
                                   description="first", artifact_types=["model"])
    eq((registry.description, registry.visibility, registry.allow_all_artifact_types, list(registry.artifact_types)),
       ("first", "restricted", False, ["model"]), "registry")
    with refused("tour"):
        api.create_registry("tour", visibility="restricted", organization="organization")
    registry.description, registry.visibility = "second", "organization"
    registry.artifact_types.append("dataset")
    registry.save()
    registry = fresh().registry("tour", "organization")
    eq((registry.description, registry.visibility, sorted(registry.artifact_types)),
       ("second", "organization", ["dataset", "model"]), "changed")
    with wandb.init(project="regs", id="linker") as run:
        for i in range(3):
            artifact = wandb.Artifact("net", type="model", metadata={"i": i})
            artifact.add_file(write(f"net/{i}.txt", str(i)), name="m.txt")
            run.log_artifact(artifact).wait()
            run.link_artifact(artifact, "wandb-registry-tour/Net", aliases=["production"] if i == 1 else [])
        wrong = wandb.Artifact("wrong", type="other")
        wrong.add_file(write("wrong.txt", "w"))
        run.log_artifact(wrong).wait()
        with refused("type"):
            run.link_artifact(wrong, "wandb-registry-tour/Wrong")
    api = fresh()
    found = lambda f=None, c=None, v=None: [
        a.version for a in api.registries("organization", filter=f).collections(filter=c).versions(filter=v, per_page=1)]
    mine = {"name": "tour"}
    eq([r.name for r in api.registries("organization", filter=mine)], ["tour"], "by name")
    eq([r.name for r in api.registries("organization", filter={"name": {"$regex": "^wandb-registry-to"}}, order="-name")], ["tour"], "by pattern")
    eq([c.name for c in api.registries("organization", filter=mine).collections(order="name")], ["Net"], "collections")
    eq(found(mine), ["v2", "v1", "v0"], "versions, a page each")
    eq(found(mine, {"name": "Net"}, {"alias": "production"}), ["v1"], "by alias")
    eq(found(mine, {"name": {"$contains": "e"}}, {"$or": [{"alias": "latest"}, {"metadata.i": 0}]}), ["v2", "v0"], "or")
    eq(found(mine, {"name": "none"}), [], "none")
    eq([v.version for v in registry.versions(per_page=2)], ["v2", "v1", "v0"], "of one registry")
    user = api.user(OTHER_USER)
    eq(user.username, OTHER_USER, "user")
    eq([u.username for u in api.users(OTHER_USER[:3]) if u.username == OTHER_USER], [OTHER_USER], "users")
    registry.add_members(user)
    roles = lambda: {m.user.username: getattr(m.role, "value", m.role) for m in registry.user_members()}
    eq(roles().get(OTHER_USER), "viewer", "added")
    registry.update_member(user, "member")
    eq(roles().get(OTHER_USER), "member", "changed")
    with refused("users, not teams"):
        registry.add_members(api.team(team))
    ask = urllib.request.Request(url + "/api/v1/registries/tour/protected-aliases/production", method="PUT",
                                 headers={"Authorization": "Bearer " + key})
    urllib.request.urlopen(ask).read()
    theirs = wandb.Api(api_key=OTHER_KEY)
    link = theirs.artifact("organization/wandb-registry-tour/Net:v0")
    link.aliases.append("candidate")
    link.save()
    link.aliases.append("production")
    with refused("production", "protected"):
        link.save()
    eq(fresh().artifact("organization/wandb-registry-tour/Net:production").version, "v1", "production stays")
    with refused("protected"):
        theirs.artifact("organization/wandb-registry-tour/Net:production").unlink()
    with refused("registry"):
        theirs.registry("tour", "organization").add_members(user)
    registry.remove_members(user)
    eq(OTHER_USER in [m.user.username for m in registry.user_members()], False, "removed")
    registry.delete()
    eq([r.name for r in fresh().registries("organization", filter={"name": "tour"})], [], "deleted")


def unsupported():
    with wandb.init(project="stop", id="s"):
        pass
    api = fresh()
    with refused("stopped where it runs"):
        api.run(f"{team}/stop/s").stop()
    with refused("sweeps are not supported"):
        wandb.sweep({"method": "random", "parameters": {"a": {"values": [1]}}}, project="none", entity=team)
    with refused("not supported"):
        api.create_run_queue(name="q", type="local-container", entity=team)
    with refused("not supported"):
        list(api.reports(f"{team}/none"))
    with refused("not supported"):
        list(api.project("none", team).sweeps())
    with refused("not supported"):
        api.sweep(f"{team}/none/abc")
    with refused("not supported"):
        list(api.automations(entity=team))
    with refused("cairn admin"):
        api.create_user("a@example.org")
    with refused("not supported"):
        api.run_queue(team, "q").items
    with refused("not supported"):
        api.create_custom_chart(entity=team, name="c", display_name="c", spec_type="vega2", access="private", spec={})


took, told = {}, {}
for part in sys.argv[5:] or ["offline", "resume", "files", "runs", "history", "artifacts", "registries", "unsupported"]:
    began = time.monotonic()
    try:
        told[part] = globals()[part]()
    except BaseException as e:
        e.add_note(f"in {part}")
        raise
    took[part] = round(time.monotonic() - began, 1)
print(json.dumps({"seconds": took, "offline": told.get("offline")}))
