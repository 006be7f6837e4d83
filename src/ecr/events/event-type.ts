import type { EventFields, FieldPath, FieldPatterns, FieldsByName } from './event-fields';
import type { RegistryScanType } from '../registry-scan-type';

export const ECR_SOURCE = 'aws.ecr';
export const INSPECTOR_SOURCE = 'aws.inspector2';

/** A type of events, as EventBridge distinguishes them. */
export interface EventType<K extends FieldsByName = FieldsByName> {
  readonly source: string;
  readonly detailType: string;
  /** The content of the event's list of resources. */
  readonly resources?: 'nothing' | 'repository';
  readonly detail: EventFields<K>;
  /** The type of scanning that has these events. */
  readonly scanType?: RegistryScanType;
}

/** A condition on the detail of events of one type. */
export type DetailPattern<K extends FieldsByName> = FieldPatterns<K> & { readonly $or?: readonly FieldPatterns<K>[] };

/** A condition on the detail of one of the types of events, such as `DetailPatternOf<typeof IMAGE_ACTION>`. */
export type DetailPatternOf<E extends EventType> = E extends EventType<infer K> ? DetailPattern<K> : never;

/** The JSON path to a field of the detail in an event. */
export function detailPath<K extends FieldsByName>(_event: EventType<K>, path: NoInfer<FieldPath<K>>): string {
  return `$.detail.${path}`;
}
