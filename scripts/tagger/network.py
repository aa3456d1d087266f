"""The tagger as it is trained: a BERT encoder, and one linear layer over each word's first piece."""

from __future__ import annotations

import torch
from tagger.examples import IGNORED, Batch
from torch import nn
from transformers import BertModel

from corpus_cli.entities.taggers.neural.decoding import LABELS, OUTPUTS

# Proclitics are few and easy; their part of the loss must not lead.
_PROCLITIC_WEIGHT = 0.3


class TaggerNetwork(nn.Module):
    """Scores (windows, pieces, OUTPUTS). The style of a sentence's convention is its token type."""

    def __init__(self, encoder: BertModel, *, styles: int = 2, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        # A sixth of the time of a step on a processor goes into drawing dropout for the hidden states; the head's is
        # kept. Attention's goes with them: BERT's attention reads its probability off a module of this kind.
        for module in encoder.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0
        first = encoder.embeddings.token_type_embeddings.weight.data[:1]
        encoder.embeddings.token_type_embeddings = nn.Embedding.from_pretrained(first.repeat(styles, 1), freeze=False)
        encoder.config.type_vocab_size = styles
        encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(encoder.config.hidden_size, OUTPUTS)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, styles: torch.Tensor | None = None) -> torch.Tensor:
        """Raw scores at every piece."""
        if styles is None:
            styles = torch.zeros_like(ids)
        hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=styles).last_hidden_state
        scores: torch.Tensor = self.head(self.dropout(hidden))
        return scores

    def loss(self, batch: Batch) -> torch.Tensor:
        """Mean over words of minus the log probability that the label is one of those possible there.

        Where the label is known that is cross-entropy; where a set marks only some labels, what it does not say is
        not held against the network (partial annotation; Tsuboi et al. 2008, without the chain).
        """
        scores = self(batch.ids, batch.mask, batch.styles)[batch.rows, batch.columns].float()
        chances = scores[:, : len(LABELS)].log_softmax(dim=-1)
        right = chances.masked_fill(~batch.allowed, float("-inf")).logsumexp(dim=-1)
        loss = -right.mean()
        if (batch.proclitics != IGNORED).any():
            loss = loss + _PROCLITIC_WEIGHT * nn.functional.cross_entropy(
                scores[:, len(LABELS) :], batch.proclitics, ignore_index=IGNORED
            )
        return loss
