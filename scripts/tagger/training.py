"""The training loop: seeded, resumable to the step, weights averaged over the last stretch."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from tagger.augment import Augmenter, Chances
from tagger.examples import Example, batches, collated, example
from tagger.network import TaggerNetwork
from tagger.sets import Sentence

from corpus_cli.entities.taggers.neural.pieces import Pieces

SAVE_EVERY_S = 240.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of training. ``share``: how much of each set an epoch takes, above 1 more than once."""

    name: str
    share: dict[str, float]
    epochs: int
    rate: float
    decay: float = 0.9
    warmup: float = 0.06
    batch: int = 2048
    average: float = 0.998
    chances: Chances = field(default_factory=Chances)


def epochs(
    stage: Stage,
    sets: dict[str, list[Sentence]],
    places: dict[str, Sequence[str]],
    pieces: Pieces,
    *,
    epoch: int,
    seed: int,
) -> list[list[Example]]:
    """The batches of one epoch: chosen, varied, shuffled by ``seed`` and ``epoch`` alone."""
    chance = random.Random(f"{seed}-{stage.name}-{epoch}")
    augment = Augmenter(places, stage.chances, chance.randrange(2**32))
    chosen: list[Sentence] = []
    for name, share in stage.share.items():
        whole, part = divmod(share, 1)
        chosen += sets[name] * int(whole)
        chosen += chance.sample(sets[name], round(part * len(sets[name])))
    examples = [made for sentence in chosen if (made := example(augment(sentence), pieces)) is not None]
    return list(batches(examples, pieces=stage.batch, shuffle=chance))


def groups(network: TaggerNetwork, stage: Stage) -> list[dict[str, object]]:
    """Parameters with their rates: the head at five times the rate, each layer below a little less."""
    layers = network.encoder.config.num_hidden_layers
    found: dict[float, list[torch.nn.Parameter]] = {}
    for name, weights in network.named_parameters():
        if not weights.requires_grad:
            continue
        if name.startswith("head"):
            rate = stage.rate * 5
        elif ".layer." in name:
            rate = stage.rate * stage.decay ** (layers - 1 - int(name.split(".layer.")[1].split(".")[0]))
        else:
            rate = stage.rate * stage.decay**layers
        found.setdefault(rate, []).append(weights)
    return [{"params": weights, "lr": rate, "initial_lr": rate} for rate, weights in found.items()]


@dataclass(slots=True)
class Progress:
    """Where a stage stands: batch ``step`` of ``epoch`` comes next; of about ``total`` steps in all, ``done`` are."""

    epoch: int = 0
    step: int = 0
    done: int = 0
    total: int = 0


class Run:
    """A stage under way: the network, the optimizer's state, the averaged weights, the progress.

    All four are saved and read together; what is drawn by chance follows from the seed and the progress.
    """

    def __init__(self, network: TaggerNetwork, stage: Stage, *, seed: int, bf16: bool) -> None:
        self.progress = Progress()
        self._network, self._stage, self._seed, self._bf16 = network, stage, seed, bf16
        self._optimizer = torch.optim.AdamW(groups(network, stage), weight_decay=0.01, betas=(0.9, 0.98))
        self._trained = {name: weights for name, weights in network.named_parameters() if weights.requires_grad}
        self._average = {name: weights.detach().clone() for name, weights in self._trained.items()}

    def learn(self, group: Sequence[Example]) -> float:
        """One step; the loss before it."""
        progress = self.progress
        torch.manual_seed(self._seed * 1_000_003 + progress.done)  # dropout, the same after a resume
        _set_rates(self._optimizer, self._stage, progress.done, progress.total)
        with torch.autocast("cpu", torch.bfloat16, enabled=self._bf16):
            loss = self._network.loss(collated(group, pieces=self._stage.batch))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._trained.values(), 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        progress.step += 1
        progress.done += 1
        keep = min(self._stage.average, (1 + progress.done) / (10 + progress.done))
        for name, weights in self._trained.items():
            self._average[name].lerp_(weights.detach(), 1 - keep)
        return loss.item()

    @contextmanager
    def averaged(self) -> Iterator[None]:
        """Within it the network has the averaged weights and no dropout."""
        own = {name: weights.data for name, weights in self._trained.items()}
        for name, weights in self._trained.items():
            weights.data = self._average[name]
        self._network.eval()
        try:
            yield
        finally:
            self._network.train()
            for name, weights in self._trained.items():
                weights.data = own[name]

    def finish(self) -> None:
        """The network has the averaged weights for good."""
        for name, weights in self._trained.items():
            weights.data.copy_(self._average[name])
        self._network.eval()

    def save(self, path: Path) -> None:
        """Writes everything to the file, which is whole at any moment."""
        tensors = {f"net.{name}": weights.detach() for name, weights in self._network.state_dict().items()}
        tensors |= {f"avg.{name}": weights for name, weights in self._average.items()}
        for index, state in self._optimizer.state_dict()["state"].items():
            tensors |= {f"opt.{index}.{name}": value for name, value in state.items()}
        progress = self.progress
        at = json.dumps([progress.epoch, progress.step, progress.done, progress.total])
        new = path.with_suffix(".part")
        save_file({name: value.contiguous() for name, value in tensors.items()}, new, {"at": at})
        new.replace(path)

    def resume(self, path: Path) -> None:
        """Goes on from what ``save`` wrote."""
        with safe_open(path, "pt") as file:
            self.progress = Progress(*json.loads(file.metadata()["at"]))
        tensors = load_file(path)
        self._network.load_state_dict(
            {name.removeprefix("net."): value for name, value in tensors.items() if name.startswith("net.")}
        )
        for name, average in self._average.items():
            average.copy_(tensors[f"avg.{name}"])
        state = self._optimizer.state_dict()
        for name, value in tensors.items():
            if name.startswith("opt."):
                _, index, key = name.split(".")
                state["state"].setdefault(int(index), {})[key] = value
        self._optimizer.load_state_dict(state)


def train(
    network: TaggerNetwork,
    stage: Stage,
    make: Callable[[int], list[list[Example]]],
    *,
    folder: Path,
    seed: int,
    say: Callable[[str], None],
    measure: Callable[[TaggerNetwork], str] | None = None,
    bf16: bool = True,
    save_every: float = SAVE_EVERY_S,
) -> None:
    """Trains the network in place, to the averaged weights; goes on from ``folder`` where an earlier run was cut off.

    ``make``: the batches of an epoch. ``save_every``: seconds.
    """
    run = Run(network, stage, seed=seed, bf16=bf16)
    checkpoint = folder / f"{stage.name}.checkpoint.safetensors"
    folder.mkdir(parents=True, exist_ok=True)
    if checkpoint.exists():
        run.resume(checkpoint)
    progress = run.progress
    network.train()
    saved = started = time.monotonic()
    while progress.epoch < stage.epochs:
        work = make(progress.epoch)
        # Kept with the progress: epochs differ by a few batches, and the rates of a resumed run must not.
        progress.total = progress.total or stage.epochs * len(work)
        losses: list[float] = []
        for group in work[progress.step :]:
            losses.append(run.learn(group))
            if time.monotonic() - saved > save_every:
                run.save(checkpoint)
                saved = time.monotonic()
                say(f"{_where(stage, progress, len(work))} loss {_mean(losses):.4f} {saved - started:.0f} s")
        say(f"{stage.name} epoch {progress.epoch} done: loss {_mean(losses):.4f} {time.monotonic() - started:.0f} s")
        if measure is not None:
            with run.averaged():
                say(f"{stage.name} epoch {progress.epoch}: {measure(network)}")
        progress.epoch, progress.step = progress.epoch + 1, 0
    run.finish()


def _where(stage: Stage, progress: Progress, steps: int) -> str:
    return f"{stage.name} epoch {progress.epoch} step {progress.step}/{steps}"


def _mean(losses: Sequence[float]) -> float:
    """Of this process's steps: a resumed epoch's earlier losses are in the log."""
    return sum(losses) / max(len(losses), 1)


def _set_rates(optimizer: torch.optim.Optimizer, stage: Stage, step: int, total: int) -> None:
    warm = max(1, round(stage.warmup * total))
    factor = (step + 1) / warm if step < warm else max(0.02, (total - step) / max(1, total - warm))
    for group in optimizer.param_groups:
        group["lr"] = group["initial_lr"] * factor
