/** The bucket that keeps the reports. */
export interface ReportStore {
  readonly bucket: string;
  readonly region: string;
  /** Undefined where there is no such object. @throws ReadFailedError */
  get(key: string): Promise<string | undefined>;
  /** @throws ReadFailedError */
  put(key: string, body: string, contentType: string): Promise<void>;
}

/** The topic that notifies people. */
export interface ReportTopic {
  /** @throws ReadFailedError */
  publish(subject: string, message: string): Promise<void>;
}
