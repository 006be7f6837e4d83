'use strict';

/** The median figures of each variant at each size. */
function summarize({ variants, sizes }, samples) {
  return sizes.flatMap((size) =>
    Object.keys(variants).map((variant) => {
      const own = samples.filter((sample) => sample.size === size && sample.variant === variant);
      return {
        size,
        variant,
        cpu: median(own.map(({ cpu }) => cpu)),
        time: median(own.map(({ time }) => time)),
        memory: median(own.map(({ memory }) => memory)),
      };
    }),
  );
}

/**
 * Holds the samples against the bounds of a scenario. A figure compares what was measured in the same round, minutes
 * apart at most; the median of the rounds decides.
 */
function judge({ bounds, sizes }, samples) {
  return bounds.flatMap((bound) =>
    bound.sizes
      .filter((size) => sizes.includes(size) && sizes.includes(bound.overSize ?? size))
      .map((size) => verdict(bound, size, samples)),
  );
}

function verdict(bound, size, samples) {
  const { measure, of, over, minus, overSize = size, startUp, max, goal } = bound;
  const rounds = [...new Set(samples.map(({ round }) => round))];
  const figures = rounds.map((round) => {
    const find = (variant, at) =>
      samples.find((s) => s.round === round && s.variant === variant && s.size === at)[measure];
    if (minus) return find(of, size) - find(minus, size);
    if (isAlone(bound)) return find(of, size);
    const net = (variant, at) => find(variant, at) - (startUp ? find(variant, startUp) : 0);
    return net(of, size) / net(over ?? of, overSize);
  });
  const figure = median(figures);
  return {
    ...bound,
    size,
    figure,
    least: Math.min(...figures),
    most: Math.max(...figures),
    passed: max === undefined ? undefined : figure <= max,
    reached: goal === undefined ? undefined : figure <= goal,
  };
}

/** Whether a bound compares with nothing: a size in kilobytes is the same on every machine. */
function isAlone({ over, minus, overSize }) {
  return over === undefined && minus === undefined && overSize === undefined;
}

function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

module.exports = { isAlone, judge, summarize };
