// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.AliasChange;
import io.cairn.core.artifact.AliasGuard;
import io.cairn.core.artifact.AliasMoves;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.DeleteCollection;
import io.cairn.core.artifact.DeleteProject;
import io.cairn.core.artifact.DeleteVersion;
import io.cairn.core.artifact.EditCollection;
import io.cairn.core.artifact.EditVersion;
import io.cairn.core.artifact.LiftRecall;
import io.cairn.core.artifact.LinkVersion;
import io.cairn.core.artifact.ListDeleted;
import io.cairn.core.artifact.ListPulls;
import io.cairn.core.artifact.ListVersions;
import io.cairn.core.artifact.NewVersions;
import io.cairn.core.artifact.ReadAliases;
import io.cairn.core.artifact.RecallVersion;
import io.cairn.core.artifact.RecordPull;
import io.cairn.core.artifact.RemoveAlias;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.RollBackAlias;
import io.cairn.core.artifact.SearchVersions;
import io.cairn.core.artifact.SetAlias;
import io.cairn.core.artifact.Tombstones;
import io.cairn.core.artifact.UndeleteCollection;
import io.cairn.core.artifact.UndeleteProject;
import io.cairn.core.artifact.UndeleteVersion;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.CheckBlob;
import io.cairn.core.content.CondemnBlob;
import io.cairn.core.content.Damages;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ManifestEntry;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestWriter;
import io.cairn.core.content.ReportingBlobStore;
import io.cairn.core.content.StagedIntake;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.FilePath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.project.Projects;
import io.cairn.core.time.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// The use cases of drafts and versions, put together for a test over heap blobs; and the usual way
/// of logging a few files.
public final class TestArtifacts {
  public static final Duration UNDELETE_WINDOW = Duration.ofDays(7);

  public final HeapBlobs store;

  /// What the guard was asked; none is refused unless a test says so in [#protectedKeys].
  public final AtomicReference<Set<String>> protectedKeys = new AtomicReference<>(Set.of());

  public final AliasGuard guard = new OpenGuard();
  public final Arrivals arrivals;
  public final CondemnBlob condemnBlob;
  public final CheckBlob checkBlob;
  public final Collections collections;
  public final ResolveReference resolve;
  public final ListVersions listVersions;
  public final AliasMoves moves;
  public final SetAlias setAlias;
  public final RemoveAlias removeAlias;
  public final ReadAliases readAliases;
  public final EditCollection editCollection;
  public final DeleteCollection deleteCollection;
  public final EditVersion editVersion;
  public final DeleteVersion deleteVersion;
  public final UndeleteVersion undeleteVersion;
  public final LinkVersion linkVersion;
  public final SearchVersions searchVersions;
  public final RollBackAlias rollBackAlias;
  public final RecallVersion recallVersion;
  public final LiftRecall liftRecall;
  public final RecordPull recordPull;
  public final ListPulls listPulls;
  public final ListDeleted listDeleted;
  public final UndeleteCollection undeleteCollection;
  public final DeleteProject deleteProject;
  public final UndeleteProject undeleteProject;
  public final ListDrafts listDrafts;
  public final Tombstones tombstones;
  public final Projects projects;
  public final OpenDraft openDraft;
  public final FindMissingBlobs findMissing;
  public final UploadBlob uploadBlob;
  public final UploadBlobs uploadBlobs;
  public final FindKnownSizes findKnownSizes;
  public final BeginUpload beginUpload;
  public final AppendUpload appendUpload;
  public final DescribeUpload describeUpload;
  public final CancelUpload cancelUpload;
  public final ReapDrafts reapDrafts;
  public final PutManifest putManifest;
  public final CommitDraft commitDraft;
  public final AbandonDraft abandonDraft;
  public final DescribeDraft describeDraft;

  public TestArtifacts(Facts facts, Access access) {
    this(facts, access, Timeline.system());
  }

  public TestArtifacts(Facts facts, Access access, Timeline timeline) {
    this(facts, access, timeline, new HeapBlobs());
  }

  /// @param store of the bytes that the facts tell of
  public TestArtifacts(Facts facts, Access access, Timeline timeline, HeapBlobs store) {
    this(facts, access, timeline, store, UNDELETE_WINDOW);
  }

  /// @param window in which what was deleted comes back
  public TestArtifacts(
      Facts facts, Access access, Timeline timeline, HeapBlobs store, Duration window) {
    this.store = store;
    var events = new Events(timeline);
    projects = new Projects(events, timeline);
    collections = new Collections(access, projects, events, timeline);
    resolve = new ResolveReference(facts, access, collections);
    listVersions = new ListVersions(facts, access, collections);
    moves = new AliasMoves(guard, events, timeline);
    setAlias = new SetAlias(facts, access, collections, moves);
    removeAlias = new RemoveAlias(facts, collections, moves);
    readAliases = new ReadAliases(facts, collections, guard);
    editVersion = new EditVersion(facts, access, resolve, events);
    deleteVersion = new DeleteVersion(facts, access, resolve, moves, events, timeline);
    undeleteVersion =
        new UndeleteVersion(facts, access, collections, moves, events, timeline, window);
    linkVersion = new LinkVersion(facts, access, collections, resolve, moves, events, timeline);
    searchVersions = new SearchVersions(facts, access, projects);
    rollBackAlias = new RollBackAlias(facts, collections, moves);
    recallVersion = new RecallVersion(facts, resolve, moves, events, timeline);
    liftRecall = new LiftRecall(facts, resolve, moves, events);
    recordPull = new RecordPull(facts, resolve, timeline);
    listPulls = new ListPulls(facts, access, resolve);
    tombstones = new Tombstones(moves, events, timeline);
    listDeleted = new ListDeleted(facts, access, collections, window);
    undeleteCollection =
        new UndeleteCollection(facts, collections, projects, moves, events, timeline, window);
    deleteProject = new DeleteProject(facts, access, projects, tombstones);
    undeleteProject = new UndeleteProject(facts, access, projects, moves, events, timeline, window);
    editCollection = new EditCollection(facts, collections, moves, events, timeline);
    deleteCollection = new DeleteCollection(facts, collections, tombstones);
    var versions = new NewVersions(access, moves, new LineageEdges(timeline), events, timeline);
    var damages = new Damages(events);
    arrivals = new Arrivals(damages, timeline);
    condemnBlob = new CondemnBlob(store, facts, damages, timeline);
    var reporting = new ReportingBlobStore(store, condemnBlob);
    checkBlob = new CheckBlob(store, facts, damages, condemnBlob);
    var drafts = new Drafts(facts, access, resolve, DraftSettings.DEFAULT, arrivals, timeline);
    openDraft = new OpenDraft(facts, collections, resolve, drafts, store);
    findMissing = new FindMissingBlobs(facts, reporting, drafts);
    uploadBlob = new UploadBlob(facts, store, drafts);
    uploadBlobs = new UploadBlobs(facts, store, drafts);
    findKnownSizes = new FindKnownSizes(facts, drafts);
    var intake = new StagedIntake(store, Runnable::run);
    var uploads = new Uploads(facts, store, store, intake, drafts);
    beginUpload = new BeginUpload(uploads);
    appendUpload = new AppendUpload(uploads);
    describeUpload = new DescribeUpload(uploads);
    cancelUpload = new CancelUpload(uploads);
    reapDrafts = new ReapDrafts(facts, store, intake, drafts);
    putManifest = new PutManifest(facts, store, drafts);
    commitDraft = new CommitDraft(facts, store, drafts, collections, versions);
    abandonDraft = new AbandonDraft(facts, drafts);
    var unfinished = new UnfinishedUploads(facts, store);
    describeDraft = new DescribeDraft(facts, drafts, unfinished);
    listDrafts = new ListDrafts(facts, access, drafts, unfinished);
  }

  /// Opens a draft of type `model`.
  public DraftId open(Principal actor, String path) {
    return open(actor, path, Optional.empty());
  }

  public DraftId open(Principal actor, String path, Optional<Reference> base) {
    return openDraft
        .run(
            actor,
            new OpenDraft.Command(
                CollectionPath.parse(path),
                new Name("model"),
                Optional.empty(),
                base,
                "",
                JsonObject.empty(),
                OptionalLong.empty(),
                OptionalLong.empty()))
        .id();
  }

  public Digest upload(Principal actor, DraftId draft, String content) {
    var bytes = content.getBytes(StandardCharsets.UTF_8);
    try {
      return uploadBlob
          .run(
              actor,
              draft,
              Digest.hash(bytes),
              OptionalLong.of(bytes.length),
              new ByteArrayInputStream(bytes))
          .blob()
          .digest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void manifest(Principal actor, DraftId draft, Map<String, String> files) {
    manifest(actor, draft, text(files));
  }

  public void manifest(Principal actor, DraftId draft, String text) {
    try {
      putManifest.run(
          actor, draft, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The manifest of files given by path and content.
  public static String text(Map<String, String> files) {
    var out = new ByteArrayOutputStream();
    var entries =
        new TreeMap<>(files)
            .entrySet().stream()
                .<ManifestEntry>map(file -> entry(file.getKey(), file.getValue()))
                .sorted(ManifestEntry.order())
                .iterator();
    try {
      ManifestWriter.write(out, entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static FileEntry entry(String path, String content) {
    var bytes = content.getBytes(StandardCharsets.UTF_8);
    return new FileEntry(new FilePath(path), bytes.length, Digest.hash(bytes));
  }

  public NewVersions.Added commit(Principal actor, DraftId draft, String... aliases) {
    return commitDraft.run(
        actor,
        draft,
        new CommitDraft.Command(
            List.of(aliases).stream().map(Label::new).toList(),
            List.of(),
            Optional.empty(),
            Optional.empty()));
  }

  /// Draft, uploads, manifest, commit.
  public NewVersions.Added log(
      Principal actor, String path, Map<String, String> files, String... aliases) {
    var draft = open(actor, path);
    files.values().forEach(content -> upload(actor, draft, content));
    manifest(actor, draft, files);
    return commit(actor, draft, aliases);
  }

  public VersionView resolve(Principal actor, String ref) {
    return resolve.run(actor, Reference.parse(ref));
  }

  private final class OpenGuard implements AliasGuard {
    @Override
    public void check(Reading reading, Principal who, AliasChange change) {
      for (var alias : change.aliases()) {
        if (protectedKeys.get().contains(alias.key())) {
          throw new Failure.Forbidden("alias.protected", change.toString());
        }
      }
    }

    @Override
    public Set<String> protectedKeys(Reading reading, NamespaceId namespace) {
      return protectedKeys.get();
    }
  }
}
