/**
 * An operation of Amazon ECR whose calls CloudWatch counts and Service Quotas limits.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/monitoring-usage.html
 */
export class RegistryOperation {
  /** GetAuthorizationToken, which authenticates a client: by default 500 calls a second. */
  public static readonly AUTHORIZATION_TOKEN = new RegistryOperation('GetAuthorizationToken', 'L-55A41110');

  /** BatchCheckLayerAvailability, which asks for layers: by default 1,000 calls a second. */
  public static readonly BATCH_CHECK_LAYER_AVAILABILITY = new RegistryOperation(
    'BatchCheckLayerAvailability',
    'L-B9173138',
  );

  /** BatchGetImage, which reads manifests: by default 2,000 calls a second. */
  public static readonly BATCH_GET_IMAGE = new RegistryOperation('BatchGetImage', 'L-16E70933');

  /** GetDownloadUrlForLayer, which reads a layer: by default 3,000 calls a second. */
  public static readonly DOWNLOAD_URL_FOR_LAYER = new RegistryOperation('GetDownloadUrlForLayer', 'L-A60A366D');

  /** InitiateLayerUpload, which begins to push a layer: by default 100 calls a second. */
  public static readonly INITIATE_LAYER_UPLOAD = new RegistryOperation('InitiateLayerUpload', 'L-95B28F8D');

  /** UploadLayerPart, which pushes a part of a layer: by default 500 calls a second. */
  public static readonly UPLOAD_LAYER_PART = new RegistryOperation('UploadLayerPart', 'L-A1670B10');

  /** CompleteLayerUpload, which ends the push of a layer: by default 100 calls a second. */
  public static readonly COMPLETE_LAYER_UPLOAD = new RegistryOperation('CompleteLayerUpload', 'L-44194860');

  /** PutImage, which pushes a manifest: by default 10 calls a second. */
  public static readonly PUT_IMAGE = new RegistryOperation('PutImage', 'L-AD52DFB2');

  /** All operations that CloudWatch counts. */
  public static get all(): RegistryOperation[] {
    return [
      RegistryOperation.AUTHORIZATION_TOKEN,
      RegistryOperation.BATCH_CHECK_LAYER_AVAILABILITY,
      RegistryOperation.BATCH_GET_IMAGE,
      RegistryOperation.DOWNLOAD_URL_FOR_LAYER,
      RegistryOperation.INITIATE_LAYER_UPLOAD,
      RegistryOperation.UPLOAD_LAYER_PART,
      RegistryOperation.COMPLETE_LAYER_UPLOAD,
      RegistryOperation.PUT_IMAGE,
    ];
  }

  /** Name of the operation. */
  public readonly operationName: string;

  /** Code of its quota of calls per second, in the service `ecr`. */
  public readonly quotaCode: string;

  private constructor(operationName: string, quotaCode: string) {
    this.operationName = operationName;
    this.quotaCode = quotaCode;
  }
}
