import { ALARM_DATAPOINTS } from './alarm-datapoints';
import { ALARM_METRIC } from './alarm-metric';
import { ALARM_MISSING_DATA } from './alarm-missing-data';
import { EVENT_PATTERN } from './event-pattern';
import { REGISTRY_WIDE_QUERY } from './registry-wide-query';
import { TARGET_POLICY } from './target-policy';
import { TOPIC_POLICY } from './topic-policy';
import type { Rule } from '../../rule';
import { KEY_LOSS } from '../keys/key-loss';
import { KEY_POLICY } from '../keys/key-policy';
import { KEY_ROTATION } from '../keys/key-rotation';

/** Rules on the surroundings of repositories: keys, topics, event rules and alarms. */
export const MONITORING_RULES: readonly Rule[] = [
  KEY_ROTATION,
  KEY_LOSS,
  KEY_POLICY,
  TOPIC_POLICY,
  TARGET_POLICY,
  EVENT_PATTERN,
  ALARM_METRIC,
  ALARM_DATAPOINTS,
  ALARM_MISSING_DATA,
  REGISTRY_WIDE_QUERY,
];
