import { writeRegistry } from '../registries';
import type { TestImage } from '../registries';
import { image } from '../support';
import type { Workspace } from '../support';

/** Runs where somebody takes a text for markup or for a link: it leaves a mark that a test finds. */
const MARK = 'window.taken=true;alert(1)';

/** Texts that a page must not take for anything but text. */
export const HOSTILE = {
  script: `<script>${MARK}</script>`,
  image: `"><img src=x onerror="${MARK}">`,
  attribute: `' autofocus onfocus='${MARK}' x='`,
  link: `javascript:${MARK}`,
  end: `</script></style></noscript><iframe src="https://example.com"></iframe>`,
  comment: `<!--<script>`,
  template: '${alert(1)}{{constructor.constructor("alert(1)")()}}',
  entity: '&lt;b&gt;&#0;',
  prototype: '__proto__',
  control: 'line\u0007\u001b[31mred\r\n\u0000end',
  bidirectional: 'abc\u202egnp.exe\u2066\u200b',
  emoji: '👩‍👩‍👧‍👦 Ω≈ç 漢字',
  half: 'half \ud800',
} as const;

/** A text without a place to break it. */
export const LONG = 'x'.repeat(220);

const TEXTS = Object.values(HOSTILE);

/** The kinds of characters that nobody sees. They have to be shown as `\u{…}`. */
export const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069]/;

/**
 * A snapshot and an app by somebody who wants the reader of the page to run his script. Amazon ECR would refuse some of
 * these names. Who makes a file is not bound to that.
 */
export function writeHostile(files: Workspace): { readonly snapshot: string; readonly app: string } {
  // The name is that of a file as well, which half of a character cannot be in.
  const names = Object.entries(HOSTILE).map(([kind, text]) => [`${kind}/${text.replace('\ud800', '')}`, text] as const);
  const snapshot = writeRegistry(
    files,
    'hostile/111122223333/eu-central-1',
    Object.fromEntries([
      ...names.map(([name, text]) => [name, repository(text)] as const),
      [`long/${LONG}`, { ...repository(LONG), images: [image(1, LONG.slice(0, 128)) as TestImage] }],
    ]),
    {
      contents: { images: true, inspector: true, templates: false },
      policy: policy(HOSTILE.image),
      pullThroughCacheRules: TEXTS.map((text) => ({
        ecrRepositoryPrefix: `cache/${text}`,
        upstreamRegistryUrl: text,
        upstreamRegistry: text,
      })),
      repositoryCreationTemplates: TEXTS.map((text) => ({
        prefix: text,
        description: text,
        appliedFor: [text],
        resourceTags: [{ Key: text, Value: text }],
      })),
      replicationConfiguration: {
        rules: [
          {
            destinations: [{ region: HOSTILE.script, registryId: HOSTILE.image }],
            repositoryFilters: TEXTS.map((filter) => ({ filter, filterType: 'PREFIX_MATCH' })),
          },
        ],
      },
      signingConfiguration: {
        rules: [
          {
            signingProfileArn: `arn:aws:signer:eu-central-1:111122223333:/signing-profiles/${HOSTILE.script}`,
            repositoryFilters: [{ filter: HOSTILE.image, filterType: 'WILDCARD_MATCH' }],
          },
        ],
      },
      scanningConfiguration: {
        scanType: 'ENHANCED',
        rules: [{ scanFrequency: HOSTILE.script, repositoryFilters: [{ filter: '*', filterType: HOSTILE.image }] }],
      },
      accountSettings: { [HOSTILE.script]: HOSTILE.image },
      pullTimeUpdateExclusions: TEXTS,
      unread: TEXTS.map((text) => ({ action: 'ecr:GetRepositoryPolicy', of: text, code: text, message: text })),
    },
  );
  const app = files.write('hostile-app.template.json', {
    Description: HOSTILE.script,
    Resources: Object.fromEntries(
      TEXTS.map((text, index) => [
        `Api${index}`,
        {
          Type: 'AWS::ECR::Repository',
          Metadata: { 'aws:cdk:path': `Stack/${text}/Resource` },
          Properties: {
            RepositoryName: `app/${text}`,
            RepositoryPolicyText: policy(text),
            LifecyclePolicy: { LifecyclePolicyText: JSON.stringify(lifecycle(text)) },
            Tags: [{ Key: 'team', Value: text }],
          },
        },
      ]),
    ),
  });
  return { snapshot, app };
}

function repository(text: string) {
  const tags = [text, `v-${text}`].filter((tag) => !/\s/.test(tag));
  return {
    tags: { team: text, [text]: text },
    stack: { stackName: text, logicalId: text, stackId: text },
    policy: policy(text),
    lifecyclePolicy: lifecycle(text),
    imageTagMutability: text,
    encryption: { encryptionType: 'KMS', kmsKey: text, keyManager: text },
    images: [
      { ...image(1, ...tags), inUseCount: 1 } as TestImage,
      { ...image(2, text), imageStatus: text, imageManifestMediaType: text } as TestImage,
      { ...image(3), subjectManifestDigest: text } as TestImage,
    ],
  };
}

function policy(text: string) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: text,
        Effect: 'Allow',
        Principal: { AWS: [text, `arn:aws:iam::444455556666:role/${text}`] },
        Action: ['ecr:BatchGetImage', text],
        Condition: { [text]: { [text]: text } },
      },
    ],
  };
}

function lifecycle(text: string) {
  return {
    rules: [
      {
        rulePriority: 1,
        description: text,
        selection: {
          tagStatus: 'tagged',
          tagPrefixList: [text],
          countType: 'imageCountMoreThan',
          countNumber: 1,
        },
        action: { type: 'expire' },
      },
    ],
  };
}
