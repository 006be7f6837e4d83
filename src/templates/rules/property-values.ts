import { membersOf } from './list-items';
import { problemsOf } from './mistake-problems';
import { EcrRule } from '../../ecr/ecr-rule';
import { mistakesInBoolean } from '../../ecr/mistakes/booleans';
import { mistakesInDynamicReferences } from '../../ecr/mistakes/dynamic-references';
import { RESOURCE_PROPERTIES } from '../../ecr/resource-properties';
import { ResourceType } from '../../ecr/resource-type';
import { hasHole } from '../../text/holes';
import type { Problem, Rule } from '../rule';
import type { TemplateResource } from '../template-resource';

const id = EcrRule.PROPERTY_VALUE;

/** Values that CloudFormation refuses in any property: wrong dynamic references, and texts that are no booleans. */
export const PROPERTY_VALUE: Rule = {
  id,
  types: Object.keys(RESOURCE_PROPERTIES),
  *check(resource) {
    yield* checkReferences(resource.withReferences, 'Properties');
    for (const [at, value] of booleansOf(resource)) yield* checkBoolean(at, value);
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
