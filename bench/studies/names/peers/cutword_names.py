"""Names by cutword: reads one text a line from a file, writes [[start, end, kind], …] a line in code points, and the seconds last.

The package runs its model with torch, which takes gigabytes. This reads its weights (embedding, two layers of bidirectional LSTM, a linear
layer, a CRF) and computes the same with numpy.
"""

import importlib.util
import json
import os
import pickle
import sys
import time
import zipfile
from collections import OrderedDict

import numpy as np

KINDS = {"PERSON": "PER", "LOC": "LOC", "ORG": "ORG"}
BATCH = 64
folder = os.path.dirname(importlib.util.find_spec("cutword").origin)


class WeightReader(pickle.Unpickler):
    """Reads the tensors of a torch file as arrays."""

    def __init__(self, archive):
        self.archive = archive
        root = archive.namelist()[0].split("/")[0]
        self.root = root
        super().__init__(archive.open(f"{root}/data.pkl"))

    def persistent_load(self, key):
        return np.frombuffer(self.archive.read(f"{self.root}/data/{key[2]}"), np.float32)

    def find_class(self, module, name):
        if name == "_rebuild_tensor_v2":
            return self.rebuild
        if name == "OrderedDict":
            return OrderedDict
        if name.endswith("Storage"):
            return name
        raise pickle.UnpicklingError(f"{module}.{name}")

    @staticmethod
    def rebuild(values, offset, shape, strides, *_):
        return np.lib.stride_tricks.as_strided(values[offset:], shape, [4 * step for step in strides]).copy()


with zipfile.ZipFile(os.path.join(folder, "model_params.pth")) as archive:
    state = WeightReader(archive).load()["model_state_dict"]
weights = {name.replace("module.", ""): value for name, value in state.items()}
with open(os.path.join(folder, "ner_vocab_tags.json"), encoding="utf-8") as file:
    vocabulary = json.load(file)
numbers = vocabulary["char2id"]
labels = {number: label for label, number in vocabulary["label2id"].items()}


def sigmoid(values):
    return 1 / (1 + np.exp(-values))


def run_layer(inputs, lengths, suffix, is_backward):
    """inputs: place, text, feature. Behind the end of a text its state stays."""
    recurrent = weights[f"lstm.weight_hh_{suffix}"]
    size = recurrent.shape[1]
    bias = weights[f"lstm.bias_ih_{suffix}"] + weights[f"lstm.bias_hh_{suffix}"]
    gates = inputs @ weights[f"lstm.weight_ih_{suffix}"].T + bias
    places, texts = inputs.shape[:2]
    hidden = np.zeros((texts, size), np.float32)
    cell = np.zeros((texts, size), np.float32)
    out = np.zeros((places, texts, size), np.float32)
    for at in reversed(range(places)) if is_backward else range(places):
        gate = gates[at] + hidden @ recurrent.T
        fresh = sigmoid(gate[:, size : 2 * size]) * cell + sigmoid(gate[:, :size]) * np.tanh(gate[:, 2 * size : 3 * size])
        inside = (at < lengths)[:, None]
        hidden = np.where(inside, sigmoid(gate[:, 3 * size :]) * np.tanh(fresh), hidden)
        cell = np.where(inside, fresh, cell)
        out[at] = hidden * inside
    return out


def emit(characters, lengths):
    values = weights["embedding.weight"][characters].transpose(1, 0, 2)
    for layer in ("l0", "l1"):
        forward = run_layer(values, lengths, layer, False)
        backward = run_layer(values, lengths, f"{layer}_reverse", True)
        values = np.concatenate([forward, backward], 2)
    return (values @ weights["fc.weight"].T + weights["fc.bias"]).transpose(1, 0, 2)


def decode(emissions, lengths):
    texts, places, _ = emissions.shape
    scores = emissions[:, 0] + weights["crf.start_transitions"]
    came = np.zeros(emissions.shape, np.int16)
    for at in range(1, places):
        sums = scores[:, :, None] + weights["crf.transitions"][None]
        best = sums.argmax(1)
        inside = (at < lengths)[:, None]
        scores = np.where(inside, sums.max(1) + emissions[:, at], scores)
        came[:, at] = np.where(inside, best, np.arange(emissions.shape[2])[None])
    path = np.zeros((texts, places), int)
    path[:, -1] = (scores + weights["crf.end_transitions"]).argmax(1)
    for at in range(places - 1, 0, -1):
        path[:, at - 1] = came[np.arange(texts), at, path[:, at]]
    return path


def encode(text):
    """The numbers of the characters of a text, and their places: blanks are left out."""
    characters, places = [], []
    for at, character in enumerate(text):
        if character.isspace():
            continue
        if "！" <= character <= "～" and character.isalnum():
            character = chr(ord(character) - 0xFEE0)
        character = character.lower()[:1]
        other = "[NUMBER]" if character.isdigit() else "[HANZI]" if "一" <= character <= "鿿" else "[UNK]"
        characters.append(numbers.get(character, numbers[other]))
        places.append(at)
    return characters, places


def list_names(path, places):
    names = []
    first = kind = None
    for number, place in zip(path, places):
        part, _, label = labels[number].partition("_")
        if part == "S":
            names.append([place, place + 1, label])
        elif part == "B":
            first, kind = place, label
            continue
        elif part == "M" and first is not None:
            continue
        elif part == "E" and first is not None:
            names.append([first, place + 1, kind])
        first = None
    return [[start, end, KINDS[kind]] for start, end, kind in names if kind in KINDS]


with open(sys.argv[1], encoding="utf-8") as file:
    texts = file.read().split("\n")
started = time.perf_counter()
encoded = [encode(text) for text in texts]
order = [i for i in sorted(range(len(texts)), key=lambda i: len(encoded[i][0])) if encoded[i][0]]
answers = [[] for _ in texts]
for begin in range(0, len(order), BATCH):
    batch = order[begin : begin + BATCH]
    lengths = np.array([len(encoded[i][0]) for i in batch])
    characters = np.zeros((len(batch), lengths.max()), int)
    for row, i in enumerate(batch):
        characters[row, : lengths[row]] = encoded[i][0]
    for row, path in zip(batch, decode(emit(characters, lengths), lengths)):
        answers[row] = list_names(path, encoded[row][1])
seconds = time.perf_counter() - started
for names in answers:
    print(json.dumps(names))
print(json.dumps(seconds))
