import type { EventField } from './event-fields';
import type { RegistryScanType } from '../registry-scan-type';

/**
 * The severity of a vulnerability that an image scan found. The most severe comes first.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageScanFinding.html
 */
export enum Severity {
  /** The most severe. */
  CRITICAL = 'CRITICAL',
  /** Less severe than CRITICAL. */
  HIGH = 'HIGH',
  /** Less severe than HIGH. */
  MEDIUM = 'MEDIUM',
  /** Less severe than MEDIUM. */
  LOW = 'LOW',
  /** For information only. It is not a vulnerability by itself. */
  INFORMATIONAL = 'INFORMATIONAL',
  /**
   * Amazon Inspector has not assigned a severity yet. Enhanced scanning only.
   *
   * As a minimum severity, it includes all severities.
   */
  UNTRIAGED = 'UNTRIAGED',
  /**
   * The source of the vulnerability data gives no severity. Basic scanning only.
   *
   * As a minimum severity, it includes all severities.
   */
  UNDEFINED = 'UNDEFINED',
}

const ASSESSED = [Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFORMATIONAL];

/** The severities of each type of scanning, most severe first. */
export const SEVERITIES_OF: Record<RegistryScanType, readonly Severity[]> = {
  BASIC: [...ASSESSED, Severity.UNDEFINED],
  ENHANCED: [...ASSESSED, Severity.UNTRIAGED],
};

/** The severities as values of a field. Findings without an assessment differ by the type of scanning. */
export const SEVERITY_FIELDS = {
  BASIC: { values: SEVERITIES_OF.BASIC, never: { [Severity.UNTRIAGED]: '' } },
  ENHANCED: { values: SEVERITIES_OF.ENHANCED, never: { [Severity.UNDEFINED]: '' } },
} satisfies Record<RegistryScanType, EventField>;
