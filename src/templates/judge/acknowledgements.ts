import { hasEnded } from './acknowledgement';
import type { Acknowledgement } from './acknowledgement';
import { DECISIONS, decisionId } from '../../ecr/decisions/decisions';
import { EcrRule } from '../../ecr/ecr-rule';
import type { Json } from '../../text/json';
import type { TemplateResource } from '../template-resource';

/** Days before its end from which an acknowledgement is reported. */
const NOTICE_DAYS = 30;
/** Fewest words of a reason that helps a reviewer. */
export const MIN_WORDS = 3;

/** The state of an acknowledgement. */
export enum AcknowledgementState {
  /** It counts for a warning or a finding. */
  IN_USE = 'in use',
  /** It counts, for fewer than 30 days. */
  ENDS_SOON = 'ends soon',
  /** Its last day is over, so it does not count. */
  ENDED = 'ended',
  /** It counts, but its reason is too short for a reviewer. */
  SHORT_REASON = 'short reason',
  /** The checks do not accept it for this scope. */
  NOT_ALLOWED = 'not allowed',
  /** There is no warning or finding for it. */
  STALE = 'stale',
}

/** An acknowledgement of the app with its state. */
export interface JudgedAcknowledgement extends Acknowledgement {
  readonly state: AcknowledgementState;
}

/** A limit of where a rule may be acknowledged. */
export interface Limit {
  readonly rule: EcrRule;
  /** The path of the construct; without one, no acknowledgement of the rule counts. */
  readonly onlyAt?: string;
}

/** The acknowledgements that an app made, and what they are judged by. */
export interface AcknowledgementSources {
  readonly made: readonly Acknowledgement[];
  /** Today as `YYYY-MM-DD`. */
  readonly today: string;
  readonly limits?: readonly Limit[];
  /** The paths of the constructs that warned of a decision. Without it, no acknowledgement is stale. */
  warnedAt?(rule: EcrRule): readonly string[];
}

/** The acknowledgements of an app: of constructs, each for all beneath it, and in the metadata of resources. */
export class Acknowledgements {
  private readonly byPath = new Map<string, Map<string, Acknowledgement>>();
  private readonly used = new Set<Acknowledgement>();
  private readonly limits: ReadonlyMap<string, Limit>;

  public constructor(private readonly sources: AcknowledgementSources) {
    const { made, limits = [] } = sources;
    this.limits = new Map(limits.map((limit) => [decisionId(limit.rule), limit]));
    for (const each of made) {
      const ofPath = this.byPath.get(each.at) ?? new Map<string, Acknowledgement>();
      this.byPath.set(each.at, ofPath.set(each.id, each));
    }
  }

  /** Whether the checks limit who may acknowledge a rule. The CDK must not filter its findings then. */
  public isLimited(rule: EcrRule): boolean {
    return this.limits.has(decisionId(rule));
  }

  /** The acknowledgement of a rule that counts for a resource: the nearest one. */
  public of(resource: TemplateResource, rule: EcrRule): Acknowledgement | undefined {
    const id = decisionId(rule);
    const own = inMetadata(resource, id);
    if (own && this.refusalOf(own) === undefined) return own;
    const found = this.above(resource.constructPath, id);
    if (found) this.used.add(found);
    return found;
  }

  /** All acknowledgements that constructs made, once all resources are judged. */
  public judged(): JudgedAcknowledgement[] {
    this.useForWarnings();
    return [...this.byPath.values()].flatMap((made) =>
      [...made.values()].map((each) => ({ ...each, state: this.stateOf(each) })),
    );
  }

  private above(path: string, id: string): Acknowledgement | undefined {
    if (this.byPath.size === 0) return undefined;
    const names = path.split('/');
    for (let length = names.length; length >= 0; length--) {
      const made = this.byPath.get(names.slice(0, length).join('/'))?.get(id);
      if (made && this.refusalOf(made) === undefined) return made;
    }
    return undefined;
  }

  private useForWarnings(): void {
    const { warnedAt } = this.sources;
    if (!warnedAt) return;
    for (const rule of Object.values(EcrRule)) {
      if (!DECISIONS[rule].warning) continue;
      for (const path of warnedAt(rule)) {
        const made = this.above(path, decisionId(rule));
        if (made) this.used.add(made);
      }
    }
  }

  private stateOf(made: Acknowledgement): AcknowledgementState {
    const refused = this.refusalOf(made);
    if (refused !== undefined) return refused;
    if (this.sources.warnedAt && !this.used.has(made)) return AcknowledgementState.STALE;
    if (isTooShort(made.reason)) return AcknowledgementState.SHORT_REASON;
    const { until } = made;
    return until !== undefined && until < daysAfter(this.sources.today, NOTICE_DAYS)
      ? AcknowledgementState.ENDS_SOON
      : AcknowledgementState.IN_USE;
  }

  /** The state of an acknowledgement that does not count; undefined for others. */
  private refusalOf(made: Acknowledgement): AcknowledgementState | undefined {
    if (hasEnded(made, this.sources.today)) return AcknowledgementState.ENDED;
    const limit = this.limits.get(made.id);
    if (limit && !isAtOrAbove(made.at, limit.onlyAt)) return AcknowledgementState.NOT_ALLOWED;
    return undefined;
  }
}

/** Whether a reason has too few words for a reviewer. */
export function isTooShort(reason: string): boolean {
  return reason.trim().split(/\s+/).length < MIN_WORDS;
}

/** Whether a path is that of a scope or of one above it; never without a scope. */
export function isAtOrAbove(path: string, scope?: string): boolean {
  return scope !== undefined && (path === '' || scope === path || scope.startsWith(`${path}/`));
}

function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** An acknowledgement in the metadata of a resource, as cdk-nag reads it: for included templates. */
function inMetadata({ metadata, constructPath }: TemplateResource, id: string): Acknowledgement | undefined {
  const nag = metadata.cdk_nag as { rules_to_suppress?: Json[] } | null | undefined;
  const found = [nag?.rules_to_suppress].flat().find((each) => each?.id === id);
  return found && { id, reason: String(found.reason ?? ''), at: constructPath };
}
