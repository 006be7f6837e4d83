import * as fc from 'fast-check';
import { parseImage } from '../../src/ecr/image-reference';
import { hole } from '../../src/text/holes';

const part = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const host = fc.oneof(
  fc.tuple(part, part).map(([one, other]) => `${one}.${other}`),
  fc.tuple(part, fc.integer({ min: 1, max: 65535 })).map(([name, port]) => `${name}:${port}`),
  fc.constant('localhost'),
  fc.constant(`${hole('0')}.dkr.ecr.${hole('1')}`),
);
const repository = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const tag = fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,8}$/), { nil: undefined });
const digest = fc.option(fc.stringMatching(/^sha256:[0-9a-f]{64}$/), { nil: undefined });

test('the parts of the name of an image are those that it was made of', () => {
  fc.assert(
    fc.property(host, repository, tag, digest, (ofHost, name, ofTag, ofDigest) => {
      const end = `${ofTag === undefined ? '' : `:${ofTag}`}${ofDigest === undefined ? '' : `@${ofDigest}`}`;
      const expected = {
        host: ofHost,
        repository: name,
        tag: ofTag ?? (ofDigest === undefined ? 'latest' : undefined),
        digest: ofDigest,
      };
      expect(parseImage(`${ofHost}/${name}${end}`)).toEqual(expected);
    }),
  );
});

test('a name without a host is of Docker Hub, and Docker Hub has one host', () => {
  fc.assert(
    fc.property(repository, (name) => {
      fc.pre(name.split('/')[0] !== 'localhost');
      const images = ['', 'docker.io/', 'index.docker.io/', 'registry-1.docker.io/'].map((each) => `${each}${name}`);
      for (const image of images) expect(parseImage(image)).toMatchObject({ host: 'docker.io', repository: name });
    }),
  );
});
