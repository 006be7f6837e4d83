import type { Evidence } from './evidence';
import { NAMESPACE } from '../../../../src/ecr/decisions/decisions';
import { AcknowledgementState } from '../../../../src/templates/judge/acknowledgements';
import { byText } from '../../../../src/text/lists';
import type { InputReport } from '../../check/judge-input';
import type { ReportedAcknowledgement } from '../model/reported-controls';

/** How an acknowledgement of the app itself names its place. */
const APP = 'App';

/** The acknowledgements of all inputs, each once. What comes first counts. */
export class AcknowledgementList {
  private readonly found = new Map<string, ReportedAcknowledgement>();

  /** The acknowledgements, by their places and rules. */
  public get all(): ReportedAcknowledgement[] {
    const keyOf = ({ at, rule }: ReportedAcknowledgement) => `${at} ${rule}`;
    return [...this.found.values()].sort((one, other) => byText(keyOf(one), keyOf(other)));
  }

  /** Adds those of the evidence, which knows all of an app. */
  public addEvidence({ acknowledgements, resources }: Evidence): void {
    for (const { id, ...rest } of acknowledgements) this.add({ rule: id, ...rest });
    // Those in the metadata of a resource are with its rules only.
    for (const { accepted } of resources) {
      for (const each of accepted) this.add({ ...each, state: AcknowledgementState.IN_USE });
    }
  }

  /** Adds those that an input has. */
  public addJudged({ acknowledgements, acknowledged }: Pick<InputReport, 'acknowledgements' | 'acknowledged'>): void {
    for (const { id, ...rest } of acknowledgements) this.add({ rule: id, ...rest });
    for (const { rule, acknowledgedAt: at, reason, until } of acknowledged) {
      this.add({ ...{ rule, at, reason, until }, state: AcknowledgementState.IN_USE });
    }
  }

  private add({ rule, at, reason, until, state }: ReportedAcknowledgement): void {
    const key = JSON.stringify([rule, at]);
    if (this.found.has(key)) return;
    const id = rule.replace(`${NAMESPACE}::`, '');
    this.found.set(key, { rule: id, at: at || APP, reason, ...(until !== undefined && { until }), state });
  }
}
