import { Pool } from './pool';
import { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import { hasHole, readable } from '../../../../src/text/holes';
import { isObject } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';
import type { ReportedLifecycle } from '../model/registry-report';

/** The lifecycle policies of all repositories, each once. */
export class Lifecycles {
  private readonly pool = new Pool<ReportedLifecycle>();
  /** The places by the texts as they are written. */
  private readonly byText = new Map<string, number>();

  public get all(): readonly ReportedLifecycle[] {
    return this.pool.all;
  }

  /** The place of the policy of a repository; `undefined` if it has none. */
  public placeOf({ LifecyclePolicy: policy }: Json): number | undefined {
    const value = isObject(policy) ? policy.LifecyclePolicyText : policy;
    if (value === undefined || value === null || value === '') return undefined;
    const text = textOf(value);
    let place = this.byText.get(text);
    if (place === undefined) {
      const lifecycle = lifecycleOf(text);
      place = this.pool.placeOf(lifecycle.json ?? `unread ${text}`, () => lifecycle);
      this.byText.set(text, place);
    }
    return place;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A lifecycle policy in words. It is its text, or the JSON of it. */
export function lifecycleOf(value: unknown): ReportedLifecycle {
  const text = textOf(value);
  if (hasHole(text)) return { lines: ['The whole policy is not known.', readable(text)] };
  try {
    const policy = LifecyclePolicy.fromJson(text);
    return { json: policy.toJson(), lines: policy.explain().split('\n') };
  } catch (error) {
    // The method that refuses it is of no use to the reader of a report.
    const message = (error as Error).message.replace(/^LifecyclePolicy\.fromJson: /, '');
    return { lines: ['Amazon ECR would refuse this policy, or it cannot be read.', message, text] };
  }
}
