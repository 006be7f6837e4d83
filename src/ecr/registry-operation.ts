/**
 * An operation of Amazon ECR whose calls CloudWatch counts and Service Quotas limits.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/monitoring-usage.html
 */
export class RegistryOperation {
  /** GetAuthorizationToken, which authenticates a client: by default 500 calls a second. */
  public static readonly AUTHORIZATION_TOKEN = new RegistryOperation('GetAuthorizationToken');

  /** BatchCheckLayerAvailability, which asks for layers: by default 1,000 calls a second. */
  public static readonly BATCH_CHECK_LAYER_AVAILABILITY = new RegistryOperation('BatchCheckLayerAvailability');

  /** BatchGetImage, which reads manifests: by default 2,000 calls a second. */
  public static readonly BATCH_GET_IMAGE = new RegistryOperation('BatchGetImage');

  /** GetDownloadUrlForLayer, which reads a layer: by default 3,000 calls a second. */
  public static readonly DOWNLOAD_URL_FOR_LAYER = new RegistryOperation('GetDownloadUrlForLayer');

  /** InitiateLayerUpload, which begins to push a layer: by default 100 calls a second. */
  public static readonly INITIATE_LAYER_UPLOAD = new RegistryOperation('InitiateLayerUpload');

  /** UploadLayerPart, which pushes a part of a layer: by default 500 calls a second. */
  public static readonly UPLOAD_LAYER_PART = new RegistryOperation('UploadLayerPart');

  /** CompleteLayerUpload, which ends the push of a layer: by default 100 calls a second. */
  public static readonly COMPLETE_LAYER_UPLOAD = new RegistryOperation('CompleteLayerUpload');

  /** PutImage, which pushes a manifest: by default 10 calls a second. */
  public static readonly PUT_IMAGE = new RegistryOperation('PutImage');

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

  private constructor(operationName: string) {
    this.operationName = operationName;
  }
}
