import type { Duration } from 'aws-cdk-lib';
import { INSPECTOR_RESCAN_DAYS } from '../../ecr/limits';
import { InvalidInputError } from '../../text/errors';
import { checkDuration, checkProperties, declareValueClass } from '../../text/kinds';

/**
 * The event from which Amazon Inspector counts `pullDateRescanDuration`.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html
 */
export enum InspectorPullRescanMode {
  /**
   * The last time that a container of Amazon ECS or EKS ran the image.
   *
   * Amazon Inspector does not know this time for multi-platform images. Choose LAST_PULL_DATE for them.
   */
  LAST_IN_USE_AT = 'LAST_IN_USE_AT',
  /** The last time that the image was pulled. */
  LAST_PULL_DATE = 'LAST_PULL_DATE',
}

/** Options of `InspectorScanning.rescanning`. */
export interface InspectorRescanOptions {
  /**
   * How long after the push of an image Amazon Inspector rescans it: 14, 30, 60, 90 or 180 days.
   *
   * @default - as long as the image is in the repository
   */
  readonly rescanDuration?: Duration;

  /**
   * How long after the last use of an image Amazon Inspector rescans it: 14, 30, 60, 90 or 180 days.
   *
   * `pullDateRescanMode` decides if a run or a pull is the last use.
   *
   * @default - not set; Amazon Inspector decides, 14 days in an account that never chose
   */
  readonly pullDateRescanDuration?: Duration;

  /**
   * The event from which `pullDateRescanDuration` counts: the last run or the last pull of the image.
   *
   * @default - not set; Amazon Inspector decides, LAST_IN_USE_AT in an account that never chose
   */
  readonly pullDateRescanMode?: InspectorPullRescanMode;
}

/**
 * How Amazon Inspector scans the images of the registry in the stack's account and region.
 *
 * Every value of this class activates Amazon Inspector for Amazon ECR. The scanning of the registry then becomes
 * enhanced, and AWS bills each image.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html
 */
export class InspectorScanning {
  /** Activates Amazon Inspector for Amazon ECR. How long it rescans images stays unchanged. */
  public static readonly ACTIVE = new InspectorScanning();

  /**
   * Activates Amazon Inspector for Amazon ECR, and sets how long it rescans images.
   *
   * The durations count from the push and from the last use of an image. When both are over, Amazon Inspector closes
   * the findings of the image.
   *
   * A delegated administrator of Amazon Inspector sets the durations for all accounts that it manages. A member account
   * cannot set them.
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
