"""The shipped tagger: a small bilingual encoder in ONNX int8 that labels words as places, organizations, persons."""
