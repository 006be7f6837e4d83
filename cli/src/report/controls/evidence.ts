import type { Acknowledgement } from '../../../../src/templates/judge/acknowledgement';
import { AcknowledgementState } from '../../../../src/templates/judge/acknowledgements';
import { Outcome } from '../../../../src/templates/judge/run-checks';
import { isObject } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';
import { refuse } from '../../io/bad-input';

const VERSION = 2;
const REMEDY = 'write it by EcrChecks of the version of cdk-ecr that this command has';
/** How the evidence names the place of an acknowledgement of the app itself. */
const APP = 'App';
/** The states in which an acknowledgement counts for nothing. */
const NOT_COUNTING: readonly string[] = [AcknowledgementState.NOT_ALLOWED, AcknowledgementState.ENDED];

/** What EcrChecks wrote about an app. */
export interface Evidence {
  readonly acknowledgements: readonly EvidenceAcknowledgement[];
  readonly resources: readonly EvidenceResource[];
}

export interface EvidenceAcknowledgement extends Acknowledgement {
  readonly state: string;
  /** Whether findings are accepted by it. */
  readonly counts: boolean;
}

export interface EvidenceResource {
  readonly constructPath: string;
  readonly stack: string;
  readonly controls: readonly { readonly control: string; readonly outcome: string }[];
  /** The rules whose findings are accepted, with the place of the acknowledgement. */
  readonly accepted: readonly { readonly rule: string; readonly reason: string; readonly at: string }[];
}

/** Reads the content of `ecr-checks.json`. */
export function evidenceIn(file: string, content: unknown): Evidence {
  if (!isObject(content) || content.version !== VERSION) {
    const found = isObject(content) ? content.version : content;
    return refuse({ property: `version of ${file}`, found, must: `be ${VERSION}`, remedy: REMEDY });
  }
  const reader = new EvidenceReader(file);
  return {
    acknowledgements: reader.objects(content, 'acknowledgements', '').map(([each, place]) => {
      const state = reader.text(each, 'state', place);
      return {
        id: reader.text(each, 'id', place),
        reason: reader.text(each, 'reason', place),
        at: placeIn(reader.text(each, 'at', place)),
        ...(each.until !== undefined && { until: reader.text(each, 'until', place) }),
        ...{ state, counts: !NOT_COUNTING.includes(state) },
      };
    }),
    resources: reader.objects(content, 'resources', '').map(([each, place]) => ({
      constructPath: reader.text(each, 'constructPath', place),
      stack: reader.text(each, 'stack', place),
      controls: reader.objects(each, 'controls', place).map(([control, at]) => ({
        control: reader.text(control, 'control', at),
        outcome: reader.text(control, 'outcome', at),
      })),
      accepted: reader
        .objects(each, 'rules', place)
        .filter(([{ outcome, acknowledgedAt }]) => outcome === Outcome.ACKNOWLEDGED && acknowledgedAt !== undefined)
        .map(([rule, at]) => ({
          rule: reader.text(rule, 'rule', at),
          reason: reader.text(rule, 'reason', at),
          at: placeIn(reader.text(rule, 'acknowledgedAt', at)),
        })),
    })),
  };
}

function placeIn(text: string): string {
  return text === APP ? '' : text;
}

/** Reads parts of the file, and names what is not as it should be. */
class EvidenceReader {
  public constructor(private readonly file: string) {}

  public objects(parent: Json, property: string, within: string): [value: Json, place: string][] {
    const list = parent[property];
    if (!Array.isArray(list)) return this.refuse(`${within}${property}`, list, 'be a list');
    return list.map((each: unknown, index) => {
      const place = `${within}${property}[${index}]`;
      return isObject(each) ? [each, `${place}.`] : this.refuse(place, each, 'be an object');
    });
  }

  public text(parent: Json, property: string, within: string): string {
    const { [property]: found } = parent;
    return typeof found === 'string' ? found : this.refuse(`${within}${property}`, found, 'be a text');
  }

  private refuse(property: string, found: unknown, must: string): never {
    return refuse({ property: `${property} of ${this.file}`, found, must, remedy: REMEDY });
  }
}
