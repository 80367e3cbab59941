/** The platforms that there are binaries for, by the names that Node gives itself. */
export interface Platform {
  /** The end of the package's name, as in `@user-metadata/linux-x64-gnu`. */
  readonly name: string;
  readonly os: string;
  readonly cpu: string;
  readonly libc?: 'glibc' | 'musl';
}

/** Every platform; the packages are made from this table, and the loader looks here. */
export const PLATFORMS: readonly Platform[] = [
  { name: 'linux-x64-gnu', os: 'linux', cpu: 'x64', libc: 'glibc' },
  { name: 'linux-x64-musl', os: 'linux', cpu: 'x64', libc: 'musl' },
  { name: 'linux-arm64-gnu', os: 'linux', cpu: 'arm64', libc: 'glibc' },
  { name: 'linux-arm64-musl', os: 'linux', cpu: 'arm64', libc: 'musl' },
  { name: 'darwin-x64', os: 'darwin', cpu: 'x64' },
  { name: 'darwin-arm64', os: 'darwin', cpu: 'arm64' },
  { name: 'win32-x64-msvc', os: 'win32', cpu: 'x64' },
  { name: 'win32-arm64-msvc', os: 'win32', cpu: 'arm64' },
];

/** The platform of a process, if there is a binary for it. */
export function platformOf(os: string, cpu: string, libc: 'glibc' | 'musl'): Platform | undefined {
  return PLATFORMS.find(
    (platform) =>
      platform.os === os && platform.cpu === cpu && (platform.libc === undefined || platform.libc === libc),
  );
}

/** Which C library this process runs on; of no matter outside of Linux. */
export function libc(): 'glibc' | 'musl' {
  if (process.platform !== 'linux') return 'glibc';
  const report: unknown = process.report.getReport();
  const header = (report as { header?: { glibcVersionRuntime?: string } } | undefined)?.header;
  return header?.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}
