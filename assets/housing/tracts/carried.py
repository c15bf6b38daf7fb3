"""Tracts that are there already, of last month or as drawn by the office: kept, and grown over what is new."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assets.housing.tracts.bounds import Bounds
from assets.housing.tracts.neighbours import components
from assets.housing.tracts.partition import divide, mend, sizes_of
from assets.housing.tracts.trees import Graph

Labels = NDArray[np.int64]


def carried(graph: Graph, known: Labels, bounds: Bounds) -> Labels:
    """Every building's tract, where `known` are the tracts there are already (0, 1, …; -1: in none).

    A tract whose buildings no longer hang together keeps its greater part. New buildings join the neighbouring tract
    that has fewest dwellings; so many of them side by side that they fill a tract become tracts of their own.
    """
    labels = _greatest_parts(graph, known)
    free = np.flatnonzero(labels < 0)
    among = components(graph.part(free).edges, len(free))
    for component in np.flatnonzero(sizes_of(graph.sizes[free], among) >= bounds.lower):
        nodes = free[among == component]
        part = graph.part(nodes)
        labels[nodes] = divide(part.sizes, part.edges, part.lengths, bounds) + labels.max(initial=-1) + 1
    return _grown(graph, labels)


def kept(graph: Graph, known: Labels, bounds: Bounds, kept_bounds: Bounds) -> Labels:
    """Last month's tracts carried on; those that have grown or shrunk out of `kept_bounds` are cut again."""
    return mend(graph, carried(graph, known, bounds), kept_bounds)


def _greatest_parts(graph: Graph, known: Labels) -> Labels:
    labels = known.copy()
    same = graph.edges[(known[graph.edges[:, 0]] == known[graph.edges[:, 1]])]
    of = components(same, len(known))
    dwellings, buildings = sizes_of(graph.sizes, of), np.bincount(of)
    tract = np.zeros(len(buildings), dtype=np.int64)
    tract[of] = known
    order = np.lexsort((np.arange(len(tract)), -buildings, -dwellings, tract))
    first = np.append(True, tract[order][1:] != tract[order][:-1])
    labels[~np.isin(of, order[first])] = -1
    return labels


def _grown(graph: Graph, labels: Labels) -> Labels:
    """The labels with every building that has none given to a neighbouring tract; all 0 where there is no tract."""
    if (labels < 0).all():
        return np.zeros_like(labels)
    size = sizes_of(graph.sizes[labels >= 0], labels[labels >= 0])
    while (labels < 0).any():
        ends = np.concatenate([graph.edges, graph.edges[:, ::-1]])
        ends = ends[(labels[ends[:, 0]] >= 0) & (labels[ends[:, 1]] < 0)]
        tract, node = labels[ends[:, 0]], ends[:, 1]
        at = np.lexsort((node, tract, size[tract]))[0]
        labels[node[at]] = tract[at]
        size[tract[at]] += graph.sizes[node[at]]
    return labels
