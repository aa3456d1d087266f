"""Which channels of a network's inner inputs are so loud that one int8 scale cannot serve them and the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import torch
from sentence_encoder.graph import linear_names

# Louder than so many times the ninth loudest channel. Of the centred vectors' cosine to float32's, 0.986 with none
# apart, 0.994 at 8 times, 0.997 at 5, 0.998 at 3 and 0.998 at 2; each layer with one costs time.
_LOUD = 3
_ORDINARY = 9


def loud_channels(network: torch.nn.Module, layers: int, texts: Iterable[list[int]]) -> dict[str, list[int]]:
    """The loud channels of each product that has any, by what the texts (as piece ids) bring to them."""
    loudest: dict[str, np.ndarray] = {}

    def listen(name: str) -> Callable[..., None]:
        def hear(_module: torch.nn.Module, inputs: tuple[torch.Tensor, ...], _output: torch.Tensor) -> None:
            found = inputs[0].abs().amax(dim=(0, 1)).numpy()
            loudest[name] = np.maximum(loudest.get(name, found), found)

        return hear

    modules = dict(network.named_modules())
    hooks = [modules[name].register_forward_hook(listen(name)) for name in linear_names(layers)]
    with torch.no_grad():
        for pieces in texts:
            network(input_ids=torch.tensor([pieces]))
    for hook in hooks:
        hook.remove()
    apart = {name: np.flatnonzero(heard > _LOUD * np.sort(heard)[-_ORDINARY]) for name, heard in loudest.items()}
    return {name: channels.tolist() for name, channels in apart.items() if len(channels)}
