import { writeRegistry } from '../registries';
import type { TestImage } from '../registries';
import { writeApp } from '../report/registries/support';
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

const TEXTS: readonly string[] = Object.values(HOSTILE);

/** The kinds of characters that nobody sees. They have to be shown as `\u{…}`. */
export const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069]/;

/** The arguments of the files that somebody wrote who wants the reader of the page to run his script. */
export interface HostileFiles {
  readonly snapshot: string;
  /** A later one of the same registry. */
  readonly later: string;
  readonly app: string;
  /** The same app before a change. */
  readonly before: string;
}

/** Amazon ECR would refuse some of these names. Who makes a file is not bound to that. */
export function writeHostile(files: Workspace): HostileFiles {
  return {
    snapshot: writeSnapshot(files, 'hostile', 0),
    later: writeSnapshot(files, 'hostile-later', 1),
    app: writeHostileApp(files, 'hostile-app', 0),
    before: writeHostileApp(files, 'hostile-before', 1),
  };
}

/** Texts turned by some places, so that files differ. */
function textOf(text: string, turn: number): string {
  return TEXTS[(TEXTS.indexOf(text) + turn) % TEXTS.length];
}

function writeSnapshot(files: Workspace, folder: string, turn: number): string {
  // The name is that of a file as well, which half of a character cannot be in.
  const names = Object.entries(HOSTILE).map(([kind, text]) => [`${kind}/${text.replace('\ud800', '')}`, text] as const);
  const repositories = Object.fromEntries([
    ...names.slice(turn).map(([name, text]) => [name, repository(textOf(text, turn))] as const),
    [`long/${LONG}`, { ...repository(LONG), images: [image(1, LONG.slice(0, 128)) as TestImage] }],
  ]);
  return writeRegistry(files, `${folder}/111122223333/eu-central-1`, repositories, {
    contents: { images: true, inspector: true, templates: false },
    policy: policy(textOf(HOSTILE.image, turn)),
    pullThroughCacheRules: TEXTS.map((text) => ({
      ecrRepositoryPrefix: `cache/${text}`,
      upstreamRegistryUrl: textOf(text, turn),
      upstreamRegistry: text,
    })),
    repositoryCreationTemplates: TEXTS.map((text) => ({
      prefix: text,
      description: textOf(text, turn),
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
  });
}

function writeHostileApp(files: Workspace, folder: string, turn: number): string {
  const resources = TEXTS.slice(turn).map((text, index) => {
    const properties = {
      RepositoryName: `app/${text}`,
      RepositoryPolicyText: policy(textOf(text, turn)),
      LifecyclePolicy: { LifecyclePolicyText: JSON.stringify(lifecycle(textOf(text, turn))) },
      Tags: [{ Key: 'team', Value: text }],
    };
    return [`Api${index}`, ['ECR::Repository', properties]] as const;
  });
  const environment = 'aws://111122223333/eu-central-1';
  return writeApp(files, folder, { [HOSTILE.script]: { environment, resources: Object.fromEntries(resources) } });
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
      { ...image(2, `other-${text}`), imageManifestMediaType: text } as TestImage,
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
