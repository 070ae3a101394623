"""The steps of the matrix views in words, those that make no output: the acts of the film, and the way back."""

from convanim.drawing.subject import Subject
from convanim.layers import labels, scatter
from convanim.layers.sentences import Sentences, listed
from convanim.scene.lesson import SaidPart, Told
from convanim.views.matrix import acts


def film(subject: Subject) -> dict[int, Told]:
    """The kernel unrolls, the input is flattened, the result folds; steps count from 0."""
    found, say, layer = acts.acts(subject.layer), subject.say, subject.layer.own
    told = {
        step: say("unrolled.said_rows", rows=listed(rows, "rows", subject.language))
        for step, rows in enumerate(found.unrolled)
    }
    if found.turn is not None:
        told[found.turn] = say("unrolled.said_turn")
    if found.flatten >= 0:
        told[found.flatten] = say("unrolled.said_flatten", size=labels.size(layer.input_size))
    told[found.fold] = say("unrolled.said_fold", size=labels.size(layer.output_size))
    return {step: Told((SaidPart(text),), "") for step, text in told.items()}


def way_back(subject: Subject, sentences: Sentences) -> dict[int, Told]:
    """Of each column of the matrix the sum that returns, and how far it is off."""
    layer = subject.layer
    cells = [layer.own_index(cell) for cell in scatter.inputs(layer)]
    return {layer.steps_count + nth: told for nth, told in enumerate(sentences.returned(cells))}
