import type { GuardedResource } from './guarded-resource';
import { SUBJECTS } from './subjects';
import type { Change } from '../../../../src/ecr/changes/change';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { readable } from '../../../../src/text/holes';
import type { PropertyChange } from '../../compare/property-changes';
import type { Gravity, GuardedChange } from '../guarded-change';

/** What happens with a resource. */
export interface Happening {
  readonly gravity: Gravity;
  /** The kind, without its subject: `replaced` of a repository is `repository-replaced`. */
  readonly what?: string;
  /** The whole kind, if it does not begin with its subject. */
  readonly kind?: string;
  /** The end of a sentence that starts with the subject, without a full stop; or a whole sentence with one. */
  readonly text: string;
  /** The row of the page of changes with its consequence and the safe way. */
  readonly row?: Change;
  readonly details?: readonly string[];
  /** @default - the safe way of the row */
  readonly safely?: string;
}

/** Changes of properties of a resource. */
export interface PropertyChangesOf {
  readonly before: GuardedResource;
  readonly after: GuardedResource;
  readonly changes: readonly PropertyChange[];
}

/** A change of a resource. */
export function guarded(resource: GuardedResource, happening: Happening): GuardedChange {
  const { type, logicalId, stackName, path, name } = resource;
  const { gravity, what, kind = `${SUBJECTS[type].kind}-${what}`, text, row, details = [], safely } = happening;
  const sentence = text.endsWith('.') ? text : `${SUBJECTS[type].words} ${text}.`;
  return {
    gravity,
    kind,
    stack: stackName,
    path,
    logicalId,
    type,
    // It would name a principal.
    ...(type !== ResourceType.PULL_TIME_EXCLUSION && { name }),
    text: row?.consequence === undefined ? sentence : `${sentence} ${row.consequence}`,
    details,
    safely: safely ?? safelyOf(row),
  };
}

/** The safe way of a row without the links of the page. */
function safelyOf(row: Change | undefined): string | undefined {
  return row === undefined || row.safely === 'do it' ? undefined : row.safely.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
}

/** Differences for the full report, such as `ImageTagMutability: IMMUTABLE → not set`. */
export function detailsOf(changes: readonly PropertyChange[]): string[] {
  return changes.map(({ path, before, after }) => `${path}: ${readable(before)} → ${readable(after)}`);
}
