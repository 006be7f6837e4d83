'use strict';

/*
 * A README is read where its neighbours are not: in an npm package, on PyPI. There its links lead to the repository, at
 * the tag of the version.
 */
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');
const REPOSITORY = 'https://github.com/cdk-ecr/cdk-ecr';
/** The version of what is not released. */
const UNRELEASED = '0.0.0';

const CODE_BLOCK = /^(```[\s\S]*?^```$)/m;
const LINK = /\]\((?![a-z]+:|#)([^)\s#]+)(#[^)\s]*)?\)/g;

/** The text of a Markdown file of the repository, with links that lead there from everywhere. */
function withAbsoluteLinks(file, version) {
  const ref = version === UNRELEASED ? 'main' : `v${version}`;
  const absolute = (link, target, anchor = '') => {
    const linked = path.resolve(ROOT, path.dirname(file), target);
    if (!fs.existsSync(linked)) throw new Error(`${file} has a link to ${target}, which does not exist`);
    const kind = /\.webp$/.test(target) ? 'raw' : fs.statSync(linked).isDirectory() ? 'tree' : 'blob';
    return `](${REPOSITORY}/${kind}/${ref}/${path.relative(ROOT, linked).replaceAll(path.sep, '/')}${anchor})`;
  };
  return fs
    .readFileSync(path.join(ROOT, file), 'utf8')
    .split(CODE_BLOCK)
    .map((text, index) => (index % 2 === 1 ? text : text.replace(LINK, absolute)))
    .join('');
}

module.exports = { withAbsoluteLinks };
