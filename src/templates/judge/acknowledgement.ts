import { NAMESPACE } from '../../ecr/decisions/decisions';

/** The metadata of acknowledgements that the CDK makes. */
const CDK_METADATA_KEY = 'aws:cdk:acknowledged-rules';
/** The metadata of acknowledgements with a last day. */
export const METADATA_KEY = 'cdk-ecr:acknowledgement';

/** A decision of an app to accept a warning or a finding. */
export interface Acknowledgement {
  /** The id of the decision, e.g. `cdk-ecr::openPolicy`. */
  readonly id: string;
  readonly reason: string;
  /** The path of its construct; empty for the app. It counts for all constructs beneath. */
  readonly at: string;
  /** The last day on which it counts. */
  readonly until?: string;
}

/** Whether the last day of an acknowledgement is over. */
export function hasEnded({ until }: Pick<Acknowledgement, 'until'>, today: string): boolean {
  return until !== undefined && until < today;
}

/** The acknowledgements in the metadata of a construct. */
export function acknowledgementsIn(
  metadata: readonly { readonly type: string; readonly data?: unknown }[],
  at: string,
): Acknowledgement[] {
  const byId = new Map<string, Acknowledgement>();
  for (const { type, data } of metadata) {
    if (type === CDK_METADATA_KEY) {
      for (const [id, reason] of Object.entries((data ?? {}) as Record<string, string>)) {
        if (id.startsWith(`${NAMESPACE}::`) && !byId.has(id)) byId.set(id, { id, reason, at });
      }
    } else if (type === METADATA_KEY) {
      const { id, reason, until } = data as Acknowledgement;
      byId.set(id, { id, reason, until, at });
    }
  }
  return [...byId.values()];
}
