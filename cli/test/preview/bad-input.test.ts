import { constants } from 'buffer';
import { gzipSync } from 'zlib';
import { decode } from '../../src/io/text-file';
import { AT, image, IMAGES, POLICY, Workspace } from '../support';

// Bad input ends with status 2, one line on standard error, and nothing on standard output.

let files: Workspace;
let images: string;
let policy: string;

beforeEach(() => {
  files = new Workspace();
  images = files.write('images.json', IMAGES);
  policy = files.write('policy.json', POLICY);
});
afterEach(() => files.remove());

async function errorOf(args: string[], input = {}): Promise<string> {
  const { status, stdout, stderr } = await files.run(['preview', ...args], input);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  return stderr;
}

function previewOf(content: unknown): Promise<string> {
  return errorOf([files.write('bad.json', content), '-p', policy]);
}

function changed(change: object): unknown {
  return { imageDetails: [image(1, 'v1'), { ...image(2), ...change }] };
}

describe('bad images of cdk-ecr preview', () => {
  test('fails when a text is not JSON', async () => {
    expect(await previewOf('{\n  "imageDetails": [\n    {"imageDigest": "sha256:1"},,\n  ]\n}')).toMatch(
      /^cdk-ecr: \$\/bad\.json line 3 is "\{\\"imageDigest\\": \\"sha256:1\\"\},," but must be JSON \(.+\); pass what aws ecr describe-images prints with --output json\n$/,
    );
    // For such a mistake Node.js names no position.
    const text = `{\n  "imageDetails": [\n    {"imageDigest": "sha256:1", "imageTags": NaN,\n "x": "${'x'.repeat(60)}"}\n  ]\n}`;
    expect(await previewOf(text)).toContain(
      '$/bad.json line 3 is "{\\"imageDigest\\": \\"sha256:1\\", \\"imageTags\\": NaN,"',
    );
    expect(await errorOf(['-p', policy], { stdin: 'Unable to locate credentials' })).toBe(
      'cdk-ecr: standard input line 1 is "Unable to locate credentials" but must be JSON (no list and no object ' +
        'starts here); pass what aws ecr describe-images prints with --output json\n',
    );
  });

  test('fails when a text has another shape', async () => {
    expect(await previewOf({ repositories: 1 })).toBe(
      'cdk-ecr: $/bad.json is {"repositories":1} but must be {"imageDetails":[…]}, a list of images, or an object of ' +
        'these by repository; pass what aws ecr describe-images prints\n',
    );
  });

  test('fails when an image has no digest', async () => {
    expect(await previewOf(changed({ imageDigest: undefined }))).toBe(
      'cdk-ecr: $/bad.json imageDetails[1].imageDigest of team/api is undefined but must be a digest; give each ' +
        'image the digest that ECR shows\n',
    );
  });

  test('fails when an image has no date', async () => {
    expect(await previewOf(changed({ imagePushedAt: undefined }))).toBe(
      'cdk-ecr: $/bad.json imageDetails[1].imagePushedAt of team/api is undefined but must be a date; say when the ' +
        'image was pushed\n',
    );
  });

  test('fails when a date has no zone', async () => {
    expect(await previewOf(changed({ imagePushedAt: '2026-01-02T00:00:00' }))).toBe(
      'cdk-ecr: $/bad.json imageDetails[1].imagePushedAt of team/api is "2026-01-02T00:00:00" but must be a date and ' +
        'time with a zone, or seconds since 1970; write it like 2026-01-31T12:00:00Z or 2026-01-31T13:00:00+01:00\n',
    );
  });

  test('fails when a tag is on two images', async () => {
    expect(await previewOf(changed({ imageTags: ['v1'] }))).toBe(
      'cdk-ecr: $/bad.json imageDetails[1].imageTags of team/api is "v1" but must be unique in a repository, and ' +
        '$/bad.json imageDetails[0].imageTags of team/api has it too; leave the tag on the image that has it, and list each ' +
        'repository by itself\n',
    );
  });

  test('fails when a digest is there twice, also in two files', async () => {
    const first = files.write('first.json', { imageDetails: [image(1)] });
    const second = files.write('second.json', { imageDetails: [image(2), image(1)] });
    expect(await errorOf([first, second, '-p', policy])).toBe(
      `cdk-ecr: $/second.json imageDetails[1].imageDigest of team/api is "${image(1).imageDigest}" but must be ` +
        'unique in a repository, and $/first.json imageDetails[0].imageDigest of team/api is the same; list each image once, ' +
        'and each repository by itself\n',
    );
  });

  test('fails when a page is missing', async () => {
    expect(await previewOf({ ...IMAGES, nextToken: 'abc' })).toBe(
      'cdk-ecr: $/bad.json nextToken of team/api is "abc" but must be absent in the last answer, as images are missing ' +
        'after it; pass all pages, or leave out --max-items and --no-paginate\n',
    );
  });

  test('fails when there is no image', async () => {
    const error =
      'but must be at least 1, as a preview of nothing shows nothing; check the repository and the filter of aws ecr ' +
      'describe-images\n';
    expect(await previewOf({ imageDetails: [] })).toBe(`cdk-ecr: number of images in $/bad.json is 0 ${error}`);
    expect(await errorOf(['-', '-p', policy], { stdin: '{"team/api":[]}' })).toBe(
      `cdk-ecr: number of images in standard input is 0 ${error}`,
    );
    expect(
      await errorOf([
        files.write('a.json', { a: [], b: [image(1)].map(({ repositoryName: _, ...own }) => own) }),
        '-p',
        policy,
        '-r',
        'a',
      ]),
    ).toBe('cdk-ecr: number of images of a is 0 but must be at least 1; check the filter of aws ecr describe-images\n');
  });

  test('fails when a file does not exist, or is a folder', async () => {
    expect(await errorOf(['$/none.json', '-p', policy])).toBe(
      'cdk-ecr: file is "$/none.json" but must exist; correct its path\n',
    );
    expect(await errorOf(['$', '-p', policy])).toBe(
      'cdk-ecr: snapshot is "$" but must have a snapshot, with a file registry.json; take one by cdk-ecr snapshot\n',
    );
  });

  test('fails when a compressed file ends early', async () => {
    const cut = files.write('cut.json.gz', gzipSync(JSON.stringify(IMAGES)).subarray(0, 60));
    expect(await errorOf([cut, '-p', policy])).toBe(
      'cdk-ecr: gzip of $/cut.json.gz is "unexpected end of file" but must be complete; compress it again\n',
    );
  });

  test('fails when a file is too large for a text', () => {
    const large = { length: 2 ** 30 } as Buffer;
    expect(() => decode('large.json', large)).toThrow(
      'cdk-ecr: size of large.json is 1073741824 but must be at most ' +
        `${constants.MAX_STRING_LENGTH} bytes, which one text of Node.js can hold; preview a part of the repositories`,
    );
  });

  test('fails when there are no files and a person would have to type', async () => {
    expect(await errorOf(['-p', policy], { stdinIsTerminal: true })).toBe(
      'cdk-ecr: number of files is 0 but must be at least 1 where nothing is piped in; name the files with the ' +
        'images, or pipe the output of aws ecr describe-images\n',
    );
  });

  test('fails when there are none of a repository', async () => {
    expect(await errorOf([images, '-p', policy, '-r', 'team/ap'])).toBe(
      'cdk-ecr: --repository is "team/ap" but must be a repository with images: team/api; correct the name, or add ' +
        'its images\n',
    );
  });
});

describe('a bad policy of cdk-ecr preview', () => {
  test('fails when there are two sources, or none', async () => {
    expect(await errorOf([images, '-p', policy, '--preset', 'pulled-images'])).toBe(
      'cdk-ecr: number of policy sources is 2 but must be 1 and not --policy and --preset; leave out the others\n',
    );
    expect(await errorOf([images])).toBe(
      'cdk-ecr: number of policy sources is 0 but must be 1; give --app, --policy or --preset, or a snapshot\n',
    );
  });

  test('fails when it is not JSON', async () => {
    expect(await errorOf([images, '-p', files.write('bad.json', '{\n "rules": [\n}')])).toMatch(
      /^cdk-ecr: \$\/bad\.json line 3 is "\}" but must be JSON \(.+\); pass a lifecycle policy, or what aws ecr get-lifecycle-policy prints\n$/,
    );
    expect(await errorOf([images, '-p', files.write('two.json', '{}{}')])).toBe(
      'cdk-ecr: number of JSON texts in $/two.json is 2 but must be 1; pass a lifecycle policy, or what aws ecr ' +
        'get-lifecycle-policy prints\n',
    );
  });

  test('fails when a template has left a placeholder in it', async () => {
    expect(
      await errorOf([images, '-p', files.write('template.json', '{\n "rules": [{"rulePriority": ${first}}]\n}')]),
    ).toMatch(
      /^cdk-ecr: \$\/template\.json line 2 is .+; fill in \$\{first\}, a placeholder that a template has left there\n$/,
    );
  });

  test('fails when the service would refuse it', async () => {
    const [first, ...rest] = POLICY.rules;
    const refused = { rules: [{ ...first, action: { type: 'delete' } }, ...rest] };
    const error =
      'LifecyclePolicy.fromJson: rules[0].action.type is "delete" but must be "expire" or "transition"; use exactly this ' +
      'spelling\n';
    expect(await errorOf([images, '-p', files.write('refused.json', refused)])).toBe(
      `cdk-ecr: $/refused.json: ${error}`,
    );
    const answer = { lifecyclePolicyText: JSON.stringify(refused) };
    expect(await errorOf([images, '-p', files.write('answer.json', answer)])).toBe(`cdk-ecr: $/answer.json: ${error}`);
    expect(await errorOf([images, '-p', files.write('list.json', [])])).toBe(
      'cdk-ecr: $/list.json: LifecyclePolicy.fromJson: the policy is [] but must be an object; write its properties ' +
        'in braces\n',
    );
    expect(await errorOf([images, '-p', files.write('null.json', 'null')])).toMatch(/^cdk-ecr: \$\/null\.json/);
  });

  test('fails when there is no such preset', async () => {
    expect(await errorOf([images, '--preset', 'constructor'])).toBe(
      'cdk-ecr: --preset is "constructor" but must be pulled-images, builds, pull-through-cache, keep-all, releases; ' +
        'correct it, or give a policy by --policy\n',
    );
  });

  test('fails when the preset releases lacks what it keeps', async () => {
    expect(await errorOf([images, '--preset', 'releases', '--builds', 'ci-*'])).toBe(
      "cdk-ecr: --releases is undefined but must be given with --preset releases; write it like --releases 'v*' " +
        "--builds 'ci-*'\n",
    );
    expect(await errorOf([images, '--preset', 'releases', '--releases', 'v*'])).toContain('--builds is undefined');
    expect(
      await errorOf([
        images,
        '--preset',
        'releases',
        '--releases',
        'v*',
        '--builds',
        'ci-*',
        '--newest-builds',
        'many',
      ]),
    ).toMatch(/^cdk-ecr: --preset releases: LifecycleRule\.keepNewest: .+ is NaN but must /);
  });

  test('fails when an option belongs to another source', async () => {
    expect(await errorOf([images, '-p', policy, '--stack', 'Images'])).toBe(
      'cdk-ecr: --stack is "Images" but must be absent without --app; leave it out, or give --app\n',
    );
    expect(await errorOf([images, '-p', policy, '--newest-builds', '5'])).toBe(
      'cdk-ecr: --newest-builds is "5" but must be absent without --preset releases; leave it out, or choose that ' +
        'preset\n',
    );
  });
});

describe('bad options of cdk-ecr', () => {
  test('fails when the time is on a day that no calendar has', async () => {
    expect(await errorOf([images, '-p', policy, '--at', '2026-02-31T00:00:00Z'])).toBe(
      'cdk-ecr: --at is "2026-02-31T00:00:00Z" but must be a date and time with a zone, or seconds since 1970; write it ' +
        'like 2026-01-31T12:00:00Z or 2026-01-31T13:00:00+01:00\n',
    );
  });

  test('fails when the time has no zone', async () => {
    expect(await errorOf([images, '-p', policy, '--at', '2026-01-31'])).toBe(
      'cdk-ecr: --at is "2026-01-31" but must be a date and time with a zone, or seconds since 1970; write it like ' +
        '2026-01-31T12:00:00Z or 2026-01-31T13:00:00+01:00\n',
    );
  });

  test('fails when a protected tag is on no image', async () => {
    expect(await errorOf([images, '-p', policy, '--at', AT, '--protect', 'v*', '--protect', 'w*'])).toBe(
      'cdk-ecr: --protect is "w*" but must match a tag of at least one image; correct the pattern, or leave it out\n',
    );
  });

  test('fails when a protected tag is no pattern', async () => {
    expect(await errorOf([images, '-p', policy, '--protect', '*a*b*c*d*'])).toMatch(
      /^cdk-ecr: --protect: TagSelection\.pattern: pattern is "\*a\*b\*c\*d\*" but must /,
    );
  });

  test('fails when an option is unknown, or a command', async () => {
    expect(await errorOf([images, '--polcy', policy])).toBe(
      "cdk-ecr: unknown option '--polcy' (Did you mean --policy?)\n",
    );
    expect(await files.run(['previw'])).toMatchObject({ status: 2, stdout: '' });
    expect(await files.run([])).toMatchObject({ status: 2, stdout: '' });
  });
});
