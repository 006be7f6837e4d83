import { Gravity } from '../../src/guard/guarded-change';
import { ComparisonKind, ResourceChangeKind } from '../../src/report/model/reported-changes';
import type { Tone } from '../shared/tone';

export const KIND_TEXTS: Readonly<Record<ComparisonKind, string>> = {
  [ComparisonKind.CHANGE]: 'What the change does.',
  [ComparisonKind.ADOPTION]: 'What the app will do to what is there.',
  [ComparisonKind.DRIFT]: 'What is other than it was declared.',
};

export const GRAVITY_TONES: Readonly<Record<Gravity, Tone>> = {
  [Gravity.LOST]: 'bad',
  [Gravity.OPENED]: 'bad',
  [Gravity.REPLACED]: 'warn',
  [Gravity.REVOKED]: 'warn',
  [Gravity.OTHER]: 'plain',
};

export const CHANGE_TONES: Readonly<Record<ResourceChangeKind, Tone>> = {
  [ResourceChangeKind.ADDED]: 'good',
  [ResourceChangeKind.REMOVED]: 'bad',
  [ResourceChangeKind.CHANGED]: 'warn',
};
