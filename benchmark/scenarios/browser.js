'use strict';

const { gzipSync } = require('node:zlib');

module.exports = {
  title: 'Bundle of lines 0 to 3 for a browser',
  sizes: [1],
  rounds: 1,
  variants: {
    minified: async () => ({ kilobytes: kilobytes((await bundled()).code) }),
    'minified and compressed': async () => ({ kilobytes: kilobytes(gzipSync((await bundled()).code)) }),
  },
  bounds: [
    { measure: 'kilobytes', of: 'minified', sizes: [1] },
    { measure: 'kilobytes', of: 'minified and compressed', sizes: [1], max: 100 },
  ],
};

/** The bundle that test/browser.test.ts holds to be complete. It is made from src, so that it needs no compilation. */
function bundled() {
  const project = require.resolve('../../test/tsconfig.json');
  require('ts-node').register({ transpileOnly: true, project });
  return require('../../test/support/browser-bundle.ts').bundleForBrowser();
}

function kilobytes({ length }) {
  return length / 1_000;
}
