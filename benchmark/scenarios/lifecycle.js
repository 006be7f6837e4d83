'use strict';

const assert = require('node:assert/strict');
const { AT, generated, hasOfficial, official } = require('../images');

/** How often the work is repeated. The figure of one repetition is subtracted, and with it what prepares the work. */
const ONCE = 1;
const OFTEN = 3;

module.exports = {
  title: 'Evaluation of lifecycle policies (the size is the number of repetitions)',
  sizes: [ONCE, OFTEN],
  rounds: 3,
  variants: {
    ...(hasOfficial && {
      'official: JSON.parse': parsing(official),
      'official: preview': previewing(official, tenRules),
      'official: read and preview': readingAndPreviewing(official, tenRules),
    }),
    '100,000 images: JSON.parse': parsing(() => generated(100_000)),
    '100,000 images: preview': previewing(() => generated(100_000), fiftyRules),
    '1,000,000 images: JSON.parse': parsing(() => generated(1_000_000)),
    // Each as many images in all.
    '1,000,000 images: evaluation': evaluating(() => generated(1_000_000), tenRules, 4),
    '10,000 images: evaluation': evaluating(() => generated(10_000), tenRules, 400),
    'tag of 1,000 letters': matching(1_000),
    'tag of 1,000,000 letters': matching(1_000_000),
  },
  verify,
  bounds: [
    ...(hasOfficial
      ? [
          of('official: preview', 'official: JSON.parse', { max: 1 }),
          of('official: read and preview', 'official: JSON.parse', {}),
        ]
      : []),
    of('100,000 images: preview', '100,000 images: JSON.parse', { max: 5 }),
    // What is above 1 is growth beyond the linear; n log n allows 6/4.
    of('1,000,000 images: evaluation', '10,000 images: evaluation', { max: 1.5 }),
    {
      measure: 'memory',
      of: '1,000,000 images: evaluation',
      over: '1,000,000 images: JSON.parse',
      sizes: [ONCE],
      max: 3,
    },
    // As many letters in all.
    of('tag of 1,000,000 letters', 'tag of 1,000 letters', { max: 2 }),
  ],
};

/** By CPU time, in which other work of the machine shows least. */
function of(variant, over, limits) {
  return { measure: 'cpu', of: variant, over, sizes: [OFTEN], startUp: ONCE, ...limits };
}

function parsing(text) {
  return (times) => {
    const json = text();
    for (let i = 0; i < times; i++) JSON.parse(json);
  };
}

/** Everything that a preview can say, of all repositories of a text that was read before. */
function previewing(text, rules) {
  return (times) => {
    const policy = rules();
    const lists = read(text());
    for (let i = 0; i < times; i++) for (const images of lists) previewed(policy, images);
  };
}

/** The evaluation alone, again and again. The objects of its results are made once, for the peak of the memory. */
function evaluating(text, rules, repeated) {
  return (times) => {
    const policy = rules();
    const [images] = read(text());
    previewed(policy, images);
    for (let i = 0; i < times * repeated; i++) policy.preview(images, { at: AT });
  };
}

/** What the command line does, the check of the images included. */
function readingAndPreviewing(text, rules) {
  return (times) => {
    const policy = rules();
    const json = text();
    for (let i = 0; i < times; i++) for (const images of read(json)) previewed(policy, images);
  };
}

function previewed(policy, images) {
  const preview = policy.preview(images, { at: AT });
  return { preview, outcomes: preview.outcomes, results: preview.results, summary: preview.summary };
}

function read(text) {
  const { RepositoryImages } = require('../../lib');
  const images = RepositoryImages.fromJson(text);
  return images.repositoryNames.map((name) => images.of(name));
}

/** A pattern at which a backtracking matcher would need the fourth power of the length. */
function matching(length) {
  return (times) => {
    const { LifecyclePolicy, TagSelection } = require('../../lib');
    const selections = ['*a*a*a*a', '*a*a*ab*a', '*a*a*a*b'].map((pattern) => TagSelection.pattern(pattern));
    const image = { imageDigest: 'sha256:1', imageTags: ['a'.repeat(length)], imagePushedAt: AT };
    const preview = LifecyclePolicy.none().preview([image], { at: AT });
    for (let i = 0; i < (times * 20_000_000) / length; i++) {
      for (const selection of selections) preview.outcomesFor(selection);
    }
  };
}

/** Prefixes, patterns, counts and ages. */
function tenRules() {
  const { Duration } = require('aws-cdk-lib');
  const { LifecyclePolicy, LifecycleRule, TagSelection } = require('../../lib');
  return LifecyclePolicy.of(
    LifecycleRule.keep({ tags: TagSelection.pattern('latest') }),
    LifecycleRule.keep({ tags: TagSelection.pattern('v*.*.*') }),
    LifecycleRule.keepNewest(10, { tags: TagSelection.prefix('1.') }),
    LifecycleRule.keepNewest(20, { tags: TagSelection.pattern('*-slim*') }),
    LifecycleRule.expireOlderThan(Duration.days(365), { tags: TagSelection.pattern('*-rc*') }),
    LifecycleRule.archiveNotPulledFor(Duration.days(180), { tags: TagSelection.prefix('2.') }),
    LifecycleRule.keepNewest(50, { tags: TagSelection.allPatterns(['*-*', '3.*']) }),
    LifecycleRule.expireUntagged(Duration.days(14)),
    LifecycleRule.keepNewest(500, { tags: TagSelection.any() }),
    LifecycleRule.expireArchivedAfter(Duration.days(90)),
  );
}

function fiftyRules() {
  const { Duration } = require('aws-cdk-lib');
  const { LifecyclePolicy, LifecycleRule, TagSelection } = require('../../lib');
  const teams = Array.from({ length: 40 }, (_, i) =>
    i % 2 === 0
      ? LifecycleRule.keepNewest(10 + i, { tags: TagSelection.prefix(`team${i}-`) })
      : LifecycleRule.expireOlderThan(Duration.days(10 + i), { tags: TagSelection.pattern(`team${i}-*`) }),
  );
  const versions = Array.from({ length: 6 }, (_, i) =>
    LifecycleRule.keepNewest(5, { tags: TagSelection.allPatterns([`v${i}.*.*`, '*c*i*-*']) }),
  );
  return LifecyclePolicy.of(
    ...teams,
    ...versions,
    LifecycleRule.keepNewest(1000, { tags: TagSelection.prefix('ci-') }),
    LifecycleRule.expireUntagged(Duration.days(14)),
    LifecycleRule.archiveNotPulledFor(Duration.days(100)),
    LifecycleRule.expireArchivedAfter(Duration.days(90)),
  );
}

/** Throws unless the policies act, and every rule of the long one is looked at. */
function verify() {
  assert.equal(fiftyRules().rules.length, 50);
  assert.equal(tenRules().rules.length, 10);
  const [images] = read(generated(5_000));
  assert.equal(images.length, 5_000);
  for (const policy of [tenRules(), fiftyRules()]) {
    const { summary, outcomes } = previewed(policy, images);
    assert.ok(summary.expiringImageTotalCount > 500);
    assert.ok(summary.protectedImageCount > 50);
    assert.equal(outcomes.length, images.length);
  }
}
