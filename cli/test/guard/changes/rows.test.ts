import { changesOf, kindsOf } from './support';
import type { ChangeCase } from '../../../../test/ecr/changes/change-case';
import { REGISTRY_CASES } from '../../../../test/ecr/changes/registry-cases';
import { REPOSITORY_CASES } from '../../../../test/ecr/changes/repository-cases';

type RowId = keyof typeof REPOSITORY_CASES | keyof typeof REGISTRY_CASES;

const CASES: Record<RowId, ChangeCase | ChangeCase[]> = { ...REPOSITORY_CASES, ...REGISTRY_CASES };

/**
 * The gravities and kinds of what the guard says of each row of the page of changes. Cases of a row that do not say the same
 * have a list each.
 */
const EXPECTED: Record<RowId, string[] | string[][]> = {
  'construct-id': ['replaced repository-renamed'],
  'construct-id-unnamed': ['replaced repository-renamed'],
  'other-stack': [
    ['replaced repository-moved', 'other alias-deleted', 'other key-orphaned'],
    ['replaced repository-moved', 'other alias-deleted', 'other key-orphaned'],
    ['replaced repository-moved', 'other stack-left'],
  ],
  encryption: ['replaced repository-replaced', 'other alias-deleted', 'other key-orphaned'],
  'encryption-unnamed': ['replaced repository-replaced', 'other alias-deleted', 'other key-orphaned'],
  'encryption-to-default': ['replaced repository-replaced'],
  'key-of-registry': ['replaced repository-replaced', 'replaced key-renamed', 'other alias-renamed'],
  'key-id': ['replaced repository-replaced', 'replaced alias-renamed', 'replaced key-renamed'],
  'l2-to-private-repository': ['replaced repository-replaced'],
  'repository-name': ['replaced repository-replaced'],
  'repository-gets-name': ['replaced repository-replaced'],
  'public-construct-id': ['replaced public-repository-renamed'],
  'public-name': ['replaced public-repository-replaced'],
  'key-policy': ['other key-policy-changed'],
  alias: ['other alias-replaced'],
  'removed-with-images': ['lost images-deleted', 'other alias-deleted', 'other key-orphaned'],
  'auto-delete-images': [
    ['lost images-deleted', 'revoked repository-deleted'],
    ['lost images-deleted', 'other repository-orphaned'],
  ],
  'auto-delete-images-changed': ['lost images-deleted', 'replaced repository-replaced'],
  'auto-delete-images-left-out': ['other auto-delete-images-deleted', 'other repository-changed'],
  removed: ['other repository-orphaned', 'other alias-deleted', 'other key-orphaned'],
  'tags-can-move': ['revoked tags-can-move'],
  'tags-get-exceptions': ['revoked tags-exceptions-changed'],
  'tags-cannot-move': ['other tags-cannot-move'],
  'default-lifecycle': ['revoked lifecycle-archives'],
  'lifecycle-by-age': ['lost lifecycle-expires'],
  mixin: ['revoked lifecycle-archives', 'other repository-changed', 'other tags-cannot-move'],
  defaults: ['revoked lifecycle-archives', 'other repository-changed', 'other tags-cannot-move'],
  'role-signed': [['other lifecycle-changed'], ['opened access-opened', 'other lifecycle-changed']],
  'role-signed-ends': [
    ['revoked lifecycle-archives', 'other signing-profile-orphaned', 'other signing-orphaned'],
    ['revoked access-revoked', 'revoked lifecycle-archives'],
  ],
  'role-replica': ['opened access-opened', 'other lifecycle-changed'],
  'own-account': ['revoked access-revoked'],
  adoption: ['replaced repository-moved', 'other stack-left'],
  'registry-id': [],
  'registry-stack': ['replaced registry-policy-moved'],
  'registry-stack-renamed': ['replaced registry-policy-moved', 'other stack-left'],
  'registry-removed': ['revoked registry-policy-deleted'],
  'statement-removed': ['revoked access-revoked'],
  'last-statement-removed': ['revoked registry-policy-deleted'],
  'replication-removed': ['revoked replication-deleted'],
  'exclusion-removed': ['revoked pull-time-exclusion-deleted'],
  'retain-to-revoke': ['other replication-removal-policy-changed'],
  'ids-by-path': ['replaced registry-policy-renamed'],
  'registry-adopted': ['replaced registry-policy-moved', 'other stack-left'],
  'removed-after-retain': ['other replication-orphaned'],
  'scanning-removed': ['other scanning-orphaned'],
  'signing-removed': ['other signing-profile-orphaned', 'other signing-orphaned'],
  'stack-deleted': ['revoked registry-policy-deleted'],
  'template-prefix': ['replaced creation-template-renamed'],
  'template-settings': ['other creation-template-changed'],
  'template-removed': ['revoked creation-template-deleted', 'other alias-deleted', 'other key-orphaned'],
  'cache-removed': [
    'revoked cache-deleted',
    'revoked creation-template-deleted',
    'other alias-deleted',
    'other key-orphaned',
  ],
  'cache-own-account': ['opened access-opened', 'revoked access-revoked'],
  'cache-adopted': ['replaced cache-moved', 'other stack-left'],
  'cache-tagged': ['other creation-template-changed'],
  'cache-upstream': ['replaced cache-replaced'],
  'cache-prefix': ['replaced cache-renamed', 'replaced creation-template-renamed'],
  'cache-credentials-id': ['replaced credentials-renamed'],
  'cache-credentials-description': ['other credentials-changed'],
  'signature-validity': ['replaced signing-profile-replaced'],
  'signature-validity-unnamed': ['replaced signing-profile-replaced'],
  'push-role-id-named': ['replaced role-renamed'],
  'push-role-id': ['replaced role-renamed'],
  'notification-topic-removed': ['revoked topic-deleted', 'other alias-deleted', 'other key-orphaned'],
  'monitoring-key': ['replaced key-renamed', 'other alias-renamed'],
  'account-settings-removed': ['other account-settings-orphaned'],
};

const ROWS = Object.entries(CASES).flatMap(([id, cases]) =>
  [cases].flat().map((each, index): [RowId, number, ChangeCase] => [id as RowId, index, each]),
);

describe('the guard finds what a row of the page of changes says:', () => {
  test.each(ROWS)('%s (%d)', (id, index, { before, after }) => {
    const expected = EXPECTED[id];
    const isEach = Array.isArray(expected[0]);
    expect(kindsOf(changesOf(before, after))).toEqual(isEach ? expected[index] : expected);
  });
});

test('a change has a sentence with its consequence, the safe way, and details', () => {
  const { before, after } = REPOSITORY_CASES['encryption-unnamed'] as ChangeCase;
  const [change] = changesOf(before, after);
  expect(change).toEqual({
    gravity: 'replaced',
    kind: 'repository-replaced',
    stack: 'Stack',
    path: 'Stack/Api/Resource',
    logicalId: 'ApiF70053CD',
    type: 'AWS::ECR::Repository',
    name: undefined,
    text:
      'The repository has another EncryptionConfiguration, which cannot change in place: a new one is created, the old ' +
      'one is left behind. The new repository is empty.',
    details: ['EncryptionConfiguration: {"EncryptionType":"KMS","KmsKey":"${EcrRepositoryKey44C6AEFC.Arn}"} → not set'],
    safely: 'declare a second repository with another name, copy the images by digest, and change the workloads',
  });
});

test.each(ROWS)('no text of %s (%d) names an account', (_, __, { before, after }) => {
  for (const { text, name = '' } of changesOf(before, after)) expect(text + name).not.toMatch(/\d{12}/);
});
