# SPDX-License-Identifier: Apache-2.0
"""Small models, trained on the CPU by the unmodified loggers of two frameworks, as their users do it.

    frameworks.py lightning|transformers URL KEY TEAM FOLDER
    frameworks.py offline                URL KEY TEAM FOLDER   the Trainer without a net, sent afterwards

Prints what it knows as one line of JSON: of the checkpoints that still lie here, the SHA-256 of each file."""
import hashlib, json, os, subprocess, sys

verb, url, key, team, folder = sys.argv[1:]
for name in ("run", "cache", "data", "cfg", "art", "home"):
    os.makedirs(os.path.join(folder, name), exist_ok=True)
os.environ.update(
    WANDB_BASE_URL=url, WANDB_API_KEY=key, WANDB_ENTITY=team, WANDB_SILENT="true",
    WANDB_ERROR_REPORTING="false", WANDB_DIR=folder + "/run", WANDB_CACHE_DIR=folder + "/cache",
    WANDB_DATA_DIR=folder + "/data", WANDB_CONFIG_DIR=folder + "/cfg",
    WANDB_ARTIFACT_DIR=folder + "/art", NETRC=folder + "/netrc", WANDB_DISABLE_GIT="true",
    HF_HUB_OFFLINE="1", HF_HOME=folder + "/home", OMP_NUM_THREADS="1", TOKENIZERS_PARALLELISM="false")
os.chdir(folder)
import numpy as np  # noqa: E402
import torch  # noqa: E402
import wandb  # noqa: E402


def sums(*files):
    return {os.path.basename(file): hashlib.sha256(open(file, "rb").read()).hexdigest() for file in files}


def eq(got, want, what):
    if got != want:
        raise AssertionError(f"{what}: expected {want!r}, got {got!r}")


def same(one, other):
    return all(torch.equal(a, b) for a, b in zip(one.state_dict().values(), other.state_dict().values(), strict=True))


def use(project, artifact):
    """A run that only reads, as one that goes on from a checkpoint."""
    with wandb.init(project=project, id="reader", job_type="eval") as run:
        used = run.use_artifact(artifact, type="model")
        return used.download(root=folder + "/read", skip_cache=True)


def lightning():
    import lightning as L
    from lightning.pytorch.callbacks import ModelCheckpoint
    from lightning.pytorch.loggers import WandbLogger
    from torch.utils.data import DataLoader, TensorDataset

    class Line(L.LightningModule):
        def __init__(self, lr=0.05, width=4):
            super().__init__()
            self.save_hyperparameters()
            self.layer = torch.nn.Linear(width, 1)

        def training_step(self, batch, _):
            loss = torch.nn.functional.mse_loss(self.layer(batch[0]), batch[1])
            self.log("train/loss", loss)
            return loss

        def validation_step(self, batch, _):
            # The second of three epochs is the best.
            self.log("val/score", [3.0, 1.0, 2.0][min(self.current_epoch, 2)])

        def configure_optimizers(self):
            return torch.optim.SGD(self.parameters(), lr=self.hparams.lr)

    L.seed_everything(7)
    rows = torch.randn(64, 4)
    data = DataLoader(TensorDataset(rows, rows.sum(1, keepdim=True)), batch_size=8)
    quiet = dict(accelerator="cpu", devices=1, enable_progress_bar=False, enable_model_summary=False,
                 num_sanity_val_steps=0, log_every_n_steps=2, default_root_dir=folder)

    # Each checkpoint when it is made.
    logger = WandbLogger(name="a line", project="lightning", id="line", save_dir=folder + "/run",
                         log_model="all", group="lines", job_type="train", tags=["small"])
    keep = ModelCheckpoint(dirpath=folder + "/checkpoints", filename="{epoch}", monitor="val/score", save_top_k=-1)
    model = Line()
    logger.watch(model, log="all", log_freq=4)
    trainer = L.Trainer(logger=logger, callbacks=[keep], max_epochs=3, **quiet)
    trainer.fit(model, data, data)
    logger.log_text(key="samples", columns=["text", "n"], data=[["a", 1], ["b", 2]])
    logger.log_image(key="picture", images=[np.zeros((4, 4, 3), np.uint8)], caption=["black"])
    wandb.finish()

    # Goes on in the same run.
    again = WandbLogger(project="lightning", id="line", save_dir=folder + "/run")
    L.Trainer(logger=again, callbacks=[], **quiet).validate(model, data, verbose=False)
    wandb.finish()

    # The best one when all is done, under a name of one's own.
    last = WandbLogger(project="lightning", id="end", save_dir=folder + "/run", log_model=True, checkpoint_name="line")
    one = ModelCheckpoint(dirpath=folder + "/one", monitor="val/score", save_top_k=1)
    L.Trainer(logger=last, callbacks=[one], max_epochs=3, **quiet).fit(Line(), data, data)
    wandb.finish()

    got = use("lightning", "model-line:best")
    eq(same(Line.load_from_checkpoint(got + "/model.ckpt"), Line.load_from_checkpoint(keep.best_model_path)), True,
       "the best checkpoint")
    return {"best": sums(keep.best_model_path)["epoch=1.ckpt"], "end": list(sums(one.best_model_path).values())[0]}


def tiny_bert():
    """Trained, with each checkpoint as an artifact. Answers its class, and where the SDK keeps the run."""
    os.environ.update(WANDB_LOG_MODEL="checkpoint", WANDB_WATCH="all", WANDB_RUN_ID="tiny")
    from transformers import BertConfig, BertForSequenceClassification, Trainer, TrainingArguments

    model = BertForSequenceClassification(BertConfig(
        vocab_size=32, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=16, num_labels=2))
    rows = [{"input_ids": [(i * k) % 32 for k in range(8)], "labels": i % 2} for i in range(16)]
    Trainer(
        model=model, train_dataset=rows, eval_dataset=rows,
        args=TrainingArguments(
            output_dir=folder + "/out", report_to="wandb", run_name="tiny-bert", num_train_epochs=2, seed=7,
            per_device_train_batch_size=4, logging_steps=2, eval_strategy="steps", eval_steps=4,
            save_strategy="steps", save_steps=4, use_cpu=True, disable_tqdm=True)).train()
    where = os.path.dirname(wandb.run.dir)
    wandb.finish()
    del os.environ["WANDB_RUN_ID"]
    return BertForSequenceClassification, where


def transformers():
    os.environ["WANDB_PROJECT"] = "transformers"
    Bert, _ = tiny_bert()
    got = use("transformers", "model-tiny-bert:checkpoint_global_step_4")
    here = folder + "/out/checkpoint-4"
    eq(same(Bert.from_pretrained(got), Bert.from_pretrained(here)), True, "the checkpoint")
    return {"checkpoint": sums(*(entry.path for entry in os.scandir(here) if entry.is_file()))}


def offline():
    os.environ.update(WANDB_PROJECT="offline", WANDB_MODE="offline")
    _, where = tiny_bert()
    del os.environ["WANDB_MODE"]
    sent = subprocess.run([sys.executable, "-m", "wandb", "sync", where], capture_output=True, text=True, timeout=120,
                          env={k: v for k, v in os.environ.items() if k != "WANDB_SERVICE"})
    eq(sent.returncode, 0, "wandb sync: " + sent.stdout + sent.stderr)
    return {"folder": where}


print(json.dumps({"lightning": lightning, "transformers": transformers, "offline": offline}[verb]()))
