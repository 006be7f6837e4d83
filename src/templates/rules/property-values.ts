import { isMissing, judgeable, membersOf } from './list-items';
import { problemsOf } from './mistake-problems';
import { EcrRule } from '../../ecr/ecr-rule';
import { mistakesInBoolean } from '../../ecr/mistakes/booleans';
import { mistakesInDynamicReferences } from '../../ecr/mistakes/dynamic-references';
import { mistakesInAccountId } from '../../ecr/mistakes/identifiers';
import { mistakesInExcludedPrincipal } from '../../ecr/mistakes/pull-time-exclusions';
import { RESOURCE_PROPERTIES } from '../../ecr/resource-properties';
import { ResourceType } from '../../ecr/resource-type';
import { fill, hasHole, referenceOf } from '../../text/holes';
import type { Problem, Rule } from '../rule';
import type { TemplateApp } from '../template-app';
import type { TemplateResource } from '../template-resource';

const id = EcrRule.PROPERTY_VALUE;

/** Values that CloudFormation refuses in any property: wrong dynamic references, and texts that are no booleans. */
export const PROPERTY_VALUE: Rule = {
  id,
  types: Object.keys(RESOURCE_PROPERTIES),
  *check(resource, { app }) {
    yield* checkReferences(resource.withReferences, 'Properties');
    for (const [at, value] of booleansOf(resource)) yield* checkBoolean(at, value);
    if (resource.type === ResourceType.PULL_TIME_EXCLUSION) yield* checkExclusion(resource, app);
    if (resource.type === ResourceType.REPOSITORY) yield* checkRegistryId(resource);
  },
};

function* checkReferences(value: unknown, at: string): Iterable<Problem> {
  if (typeof value === 'string') {
    if (value.includes('{{resolve:')) {
      yield* problemsOf(id, at, 'the dynamic reference', mistakesInDynamicReferences(value));
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) yield* checkReferences(each, `${at}/${name}`);
  }
}

/** The principal whose pulls do not count. A role of the app may stand there by its name instead of its ARN. */
function* checkExclusion(exclusion: TemplateResource, app: TemplateApp): Iterable<Problem> {
  const at = 'Properties/PrincipalArn';
  const arn = exclusion.property('PrincipalArn');
  const [role, reference] = [app.resourceOf(arn), referenceOf(arn)];
  if (role?.type === ResourceType.IAM_ROLE && !reference?.includes('.')) {
    const text = `PrincipalArn is the name of ${role.constructPath} but must be its ARN`;
    return yield { at, text, remedy: 'set PrincipalArn to the ARN of the role, such as by Fn::GetAtt' };
  }
  if (reference !== undefined || (typeof arn !== 'string' && hasHole(arn))) return;
  const text = typeof arn === 'string' ? fill(arn, (name) => PSEUDO.get(name) ?? 'x') : arn;
  if (hasHole(arn) && !/^arn:/.test(String(text))) return;
  // The account of an ARN may be a parameter.
  const filled = typeof text === 'string' && hasHole(arn) ? text.replace(/:iam::x:/, ':iam::000000000000:') : text;
  const mistakes = [...mistakesInExcludedPrincipal(filled)].map((each) => ({ ...each, found: arn }));
  yield* problemsOf(id, at, 'PrincipalArn', mistakes);
}

function* checkRegistryId(repository: TemplateResource): Iterable<Problem> {
  const account = repository.property('LifecyclePolicy.RegistryId');
  if (isMissing(account)) return;
  const at = 'Properties/LifecyclePolicy/RegistryId';
  yield* problemsOf(id, at, 'RegistryId', mistakesInAccountId(id, judgeable(account)));
}

/** Values of pseudo parameters that have the right form. */
const PSEUDO: ReadonlyMap<string, string> = new Map([
  ['AWS::AccountId', '000000000000'],
  ['AWS::Partition', 'aws'],
]);

function* checkBoolean(at: string, value: unknown): Iterable<Problem> {
  if (value === undefined || value === null) return;
  const name = at.slice(at.lastIndexOf('/') + 1);
  if (hasHole(value)) return yield { at, text: `${name} is known at deployment`, unresolved: true };
  yield* problemsOf(id, at, name, mistakesInBoolean(value));
}

/** The properties of a resource that are booleans, by their places. */
function booleansOf(resource: TemplateResource): [at: string, value: unknown][] {
  switch (resource.type) {
    case ResourceType.REPOSITORY:
      return ['EmptyOnDelete', 'ImageScanningConfiguration.ScanOnPush'].map((path) => [
        `Properties/${path.replace('.', '/')}`,
        resource.property(path),
      ]);
    case ResourceType.REPLICATION_CONFIGURATION: {
      const rules = membersOf(
        resource.property('ReplicationConfiguration.Rules'),
        'Properties/ReplicationConfiguration/Rules',
      );
      return rules.all.map(({ at, json }) => {
        const [deletions] = membersOf(json.DeleteReplication, '').all;
        return [`${at}/DeleteReplication/Enabled`, deletions?.json.Enabled];
      });
    }
    default:
      return [];
  }
}
