"""Says of every pair of an event pattern and an event whether they match, by moto's implementation of EventBridge.

Reads {"patterns": {name: pattern}, "events": {name: event}} and prints {pattern name: [names of matching events]}.

moto does not look into lists of objects. EventBridge does: one element of each list has to satisfy everything that the
pattern says of the list. An event is therefore tried with each choice of one element for every list of objects.
"""

import itertools
import json
import sys

from moto.events.models import EventPattern


def choices(node):
    if isinstance(node, dict):
        keys = list(node)
        for values in itertools.product(*(list(choices(node[key])) for key in keys)):
            yield dict(zip(keys, values))
    elif isinstance(node, list) and any(isinstance(each, dict) for each in node):
        for each in node:
            yield from choices(each)
    else:
        yield node


def main():
    table = json.load(sys.stdin)
    variants = {name: list(choices(event)) for name, event in table["events"].items()}
    result = {}
    for name, text in table["patterns"].items():
        pattern = EventPattern.load(json.dumps(text))
        result[name] = [event for event, tried in variants.items() if any(map(pattern.matches_event, tried))]
    json.dump(result, sys.stdout)


main()
