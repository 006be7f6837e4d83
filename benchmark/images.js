'use strict';

/* The images that scenarios preview, as `aws ecr describe-images` prints them. */
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');

/** The push history of the Docker Official Images. It does not belong to the package; without it some variants lack. */
const OFFICIAL = path.resolve(__dirname, '../../shared/data/official-images.json.gz');
const AT = new Date('2026-11-21T00:00:00Z');

module.exports = { AT, generated, hasOfficial: fs.existsSync(OFFICIAL), official };

function official() {
  return zlib.gunzipSync(fs.readFileSync(OFFICIAL)).toString();
}

/**
 * One repository, as `aws ecr describe-images` prints it: in no order, most tags of builds, a third untagged. Written
 * into a buffer, so that parsing, and not this, decides the peak of the memory.
 */
function generated(size) {
  const random = generator(42);
  const buffer = Buffer.allocUnsafe(20 + size * 500);
  let end = buffer.latin1Write('{"imageDetails":[');
  for (let i = 0; i < size; i++) {
    const pushedAt = new Date(AT.getTime() - Math.floor(random() * 1000 * 86_400) * 1000).toISOString();
    end += buffer.latin1Write(
      `${i > 0 ? ',' : ''}{"registryId":"111122223333","repositoryName":"team/api",` +
        `"imageDigest":"sha256:${hex(random, 8)}",${i % 3 === 0 ? '' : `"imageTags":${tags(i, random)},`}` +
        `"imageSizeInBytes":${Math.floor(random() * 1e9)},"imagePushedAt":"${pushedAt}",` +
        '"imageManifestMediaType":"application/vnd.oci.image.manifest.v1+json",' +
        '"artifactMediaType":"application/vnd.oci.image.config.v1+json"}',
      end,
    );
  }
  end += buffer.latin1Write(']}', end);
  return buffer.latin1Slice(0, end);
}

function tags(i, random) {
  const build = `ci-${i}-${hex(random, 1)}`;
  if (i % 50 === 1) return `["v${i % 7}.${i % 31}.${i}","${build}"]`;
  return i % 5 === 0 ? `["team${i % 40}-${i}","${build}"]` : `["${build}"]`;
}

function hex(random, words) {
  let result = '';
  for (let i = 0; i < words; i++) result += (0x1_0000_0000 + random() * 2 ** 32).toString(16).slice(1, 9);
  return result;
}

/** The same numbers in every run. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
