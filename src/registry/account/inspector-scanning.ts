import type { Duration } from 'aws-cdk-lib';
import { INSPECTOR_RESCAN_DAYS } from '../../ecr/limits';
import { InvalidInputError } from '../../text/errors';
import { checkDuration, checkProperties, declareValueClass } from '../../text/kinds';

/**
 * The event that counts as use of an image.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html
 */
export enum InspectorPullRescanMode {
  /**
   * A container of Amazon ECS or EKS ran the image. Images for several platforms have no such date: choose
   * LAST_PULL_DATE for them.
   */
  LAST_IN_USE_AT = 'LAST_IN_USE_AT',
  /** The image was pulled. */
  LAST_PULL_DATE = 'LAST_PULL_DATE',
}

/** Options of `InspectorScanning.rescanning`. */
export interface InspectorRescanOptions {
  /**
   * How long after its push Amazon Inspector rescans an image: 14, 30, 60, 90 or 180 days.
   *
   * @default - as long as the image is in the repository
   */
  readonly rescanDuration?: Duration;

  /**
   * How long after its last use or pull Amazon Inspector rescans an image: 14, 30, 60, 90 or 180 days.
   *
   * @default - not set; Amazon Inspector decides, 14 days in an account that never chose
   */
  readonly pullDateRescanDuration?: Duration;

  /**
   * The event that counts as use of an image.
   *
   * @default - not set; Amazon Inspector decides, LAST_IN_USE_AT in an account that never chose
   */
  readonly pullDateRescanMode?: InspectorPullRescanMode;
}

/**
 * How Amazon Inspector scans the images of the account's registry in a region.
 *
 * Every choice activates its scanning of Amazon ECR, which makes the registry's scanning enhanced, and costs by image.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html
 */
export class InspectorScanning {
  /** Activated. The time for which images are rescanned stays as it is. */
  public static readonly ACTIVE = new InspectorScanning();

  /**
   * Activated, and images are rescanned for a chosen time after their push and their last use. When both are over, Amazon
   * Inspector closes the findings of the image.
   *
   * A delegated administrator sets this for all accounts that it manages. A member account cannot set it.
   *
   * @throws if a duration is none of 14, 30, 60, 90 and 180 days
   */
  public static rescanning(options: InspectorRescanOptions): InspectorScanning {
    const api = 'InspectorScanning.rescanning';
    checkProperties({ api, property: 'options' }, options, 'write { rescanDuration: Duration.days(30) }');
    const { rescanDuration, pullDateRescanDuration, pullDateRescanMode } = options;
    return new InspectorScanning({
      rescanDuration: rescanDuration ? daysOf(api, 'rescanDuration', rescanDuration) : 'LIFETIME',
      pullDateRescanDuration: pullDateRescanDuration && daysOf(api, 'pullDateRescanDuration', pullDateRescanDuration),
      pullDateRescanMode,
    });
  }

  private constructor(private readonly configuration?: EcrConfiguration) {}

  /**
   * The configuration to set beside the activation, if any.
   *
   * @internal
   */
  public _render(): EcrConfiguration | undefined {
    return this.configuration;
  }
}

/** The configuration as the API of Amazon Inspector spells it. */
interface EcrConfiguration {
  readonly rescanDuration: string;
  readonly pullDateRescanDuration?: string;
  readonly pullDateRescanMode?: InspectorPullRescanMode;
}

function daysOf(api: string, property: string, duration: Duration): string {
  checkDuration({ api, property }, duration);
  const days = duration.toDays({ integral: false });
  if (INSPECTOR_RESCAN_DAYS.includes(days)) return `DAYS_${days}`;
  throw new InvalidInputError({
    api,
    property,
    found: duration.toHumanString(),
    must: `be ${INSPECTOR_RESCAN_DAYS.slice(0, -1).join(', ')} or ${INSPECTOR_RESCAN_DAYS.at(-1)} days`,
    remedy: 'write it like Duration.days(30)',
  });
}

declareValueClass(
  InspectorScanning,
  'InspectorScanning',
  'use InspectorScanning.ACTIVE or InspectorScanning.rescanning({ … })',
);
