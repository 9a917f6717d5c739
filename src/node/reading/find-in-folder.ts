/** Finds the files below a folder: which are read, and which are left out for which reason? */
import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import type { HansouError } from '../../errors.ts';
import { unreadableFileError } from './file-errors.ts';
import { formatFromExtension } from './format.ts';
import type { LeftOutKind } from './left-out.ts';
import { projectFileKind } from './project-files.ts';
import { SiteKinds } from './site/site-kind.ts';
import { hasPageBeside, isSitePart } from './site/site-parts.ts';

/** A file below a folder: its path, and why it cannot be read, if that is known. */
interface FolderFile {
  readonly path: string;
  readonly error?: HansouError;
}

/** A file or folder that is not read. */
interface FolderLeftOut {
  readonly path: string;
  readonly kind: LeftOutKind;
}

/** What a folder contains. */
export interface FolderContents {
  readonly files: readonly FolderFile[];
  readonly leftOut: readonly FolderLeftOut[];
}

/**
 * Finds the files with a known extension below a folder.
 *
 * Laws: each other file is left out by name; of hidden folders and `node_modules`, the folder. Nothing is found twice, and
 * nothing outside of the folder, wherever links lead. Files are opened by nobody here, so a pipe cannot hold the search up.
 * Files about the project are left out only if there is another file to read.
 */
export function findInFolder(root: string): FolderContents {
  const walk = new FolderWalk(root);
  walk.run();
  const { files, leftOut, projectFiles } = walk;
  if (files.length > 0) return { files, leftOut: [...leftOut, ...projectFiles] };
  return { files: projectFiles.map(({ path }) => ({ path })), leftOut };
}

class FolderWalk {
  readonly files: FolderFile[] = [];
  readonly leftOut: FolderLeftOut[] = [];
  readonly projectFiles: FolderLeftOut[] = [];
  /** The real paths of all folders and files that were met. */
  private readonly seen = new Set<string>();
  /** Links are followed last, so that a file is found under its own name first. */
  private readonly links: string[] = [];
  private readonly kinds = new SiteKinds();
  private realRoot = '';
  /** Whether the folder that was named is a site as it is published. */
  private readonly isPublished: boolean;

  constructor(private readonly root: string) {
    this.isPublished = existsSync(join(root, 'index.html'));
  }

  run(): void {
    this.walkFrom(this.root);
    // A folder behind a link may have links itself.
    for (let link = this.links.shift(); link !== undefined; link = this.links.shift()) this.followLink(link);
  }

  private walkFrom(start: string): void {
    const folders = [start];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      let entries: Dirent[];
      try {
        const realPath = realpathSync.native(folder);
        this.realRoot ||= realPath;
        if (this.seen.has(realPath)) continue;
        this.seen.add(realPath);
        entries = readdirSync(folder, { withFileTypes: true });
      } catch (cause) {
        this.files.push({ path: folder, error: unreadableFileError(folder, cause) });
        continue;
      }
      for (const entry of entries) {
        const path = join(folder, entry.name);
        if (this.isLeftOutByName(entry.name, path)) continue;
        if (entry.isSymbolicLink()) this.links.push(path);
        else if (entry.isDirectory()) folders.push(path);
        else this.addFile(entry, path, folder);
      }
    }
  }

  /** Follows a link to a file or folder inside the folder that was named. */
  private followLink(path: string): void {
    const name = path.slice(path.lastIndexOf(sep) + 1);
    try {
      const realPath = realpathSync.native(path);
      if (this.seen.has(realPath)) return;
      if (!`${realPath}${sep}`.startsWith(this.realRoot.endsWith(sep) ? this.realRoot : this.realRoot + sep))
        this.leftOut.push({ path, kind: 'outside link' });
      else {
        const stat = statSync(path);
        if (stat.isDirectory()) this.walkFrom(path);
        else this.addFile(stat, path, path.slice(0, -name.length - 1), realPath);
      }
    } catch (cause) {
      if (formatFromExtension(name) !== undefined) this.files.push({ path, error: unreadableFileError(path, cause) });
      else this.leftOut.push({ path, kind: 'other format' });
    }
  }

  private isLeftOutByName(name: string, path: string): boolean {
    const kind = name.startsWith('.') ? 'hidden file' : name === 'node_modules' ? 'installed package' : undefined;
    if (kind) this.leftOut.push({ path, kind });
    return kind !== undefined;
  }

  private addFile(entry: Pick<Dirent, 'isFile'>, path: string, folder: string, realPath?: string): void {
    const name = basename(path);
    if (!entry.isFile()) {
      this.leftOut.push({ path, kind: 'special file' });
      return;
    }
    try {
      this.seen.add(realPath ?? realpathSync.native(path));
    } catch {
      // It is reported when it is read.
    }
    const kind = projectFileKind(name, folder, this.root);
    if (formatFromExtension(name) !== undefined && isSitePart(path, this.root, this.kinds)) {
      this.leftOut.push({ path, kind: 'site part' });
      return;
    }
    if (this.isPublished && hasPageBeside(path)) {
      this.leftOut.push({ path, kind: 'page source' });
      return;
    }
    if (formatFromExtension(name) === undefined)
      this.leftOut.push({ path, kind: kind === 'project file' ? kind : 'other format' });
    else if (kind) this.projectFiles.push({ path, kind });
    else this.files.push({ path });
  }
}
