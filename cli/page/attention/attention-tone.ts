import { AttentionKind } from '../../src/report/model/registry-report';
import type { Attention } from '../../src/report/model/registry-report';
import type { Tone } from '../shared/tone';

const TONES: Readonly<Record<AttentionKind, Tone>> = {
  [AttentionKind.IMAGES_IN_USE]: 'bad',
  [AttentionKind.OUTSIDE_ACCESS]: 'bad',
  [AttentionKind.CRITICAL_FINDINGS]: 'bad',
  [AttentionKind.BASELINE]: 'warn',
  [AttentionKind.NEVER_PULLED]: 'plain',
};

/** How a number of the first screen looks. None is good only if all could be judged. */
export function toneOf({ kind, number, unknown }: Attention): Tone {
  if (number === undefined) return 'plain';
  if (number > 0) return TONES[kind];
  return unknown.length === 0 ? 'good' : 'plain';
}
