/**
 * OpenShift's own kinds and the snapshot's, as far as openshift/ uses them: no package has their types. After
 * github.com/openshift/api (route/v1, image/v1, build/v1) and kubernetes-csi/external-snapshotter (v1); closed, so that a
 * misspelt field is a type error.
 *
 * @module
 */
import type { IContainer } from "kubernetes-models/v1/Container";
import type { IService } from "kubernetes-models/v1/Service";

type Metadata = NonNullable<IService["metadata"]>;

/** A name that the router makes reachable from outside. */
export interface Route {
  readonly apiVersion: "route.openshift.io/v1";
  readonly kind: "Route";
  readonly metadata: Metadata;
  readonly spec: {
    readonly host?: string;
    readonly path?: string;
    readonly to: { readonly kind: "Service"; readonly name: string; readonly weight?: number };
    readonly port?: { readonly targetPort: string | number };
    readonly tls?: {
      readonly termination: "edge" | "passthrough" | "reencrypt";
      readonly insecureEdgeTerminationPolicy?: "None" | "Allow" | "Redirect";
    };
    readonly wildcardPolicy?: "None" | "Subdomain";
  };
}

/** Names for images. */
export interface ImageStream {
  readonly apiVersion: "image.openshift.io/v1";
  readonly kind: "ImageStream";
  readonly metadata: Metadata;
  readonly spec?: { readonly lookupPolicy?: { readonly local: boolean } };
}

/** How an image is made. */
export interface BuildConfig {
  readonly apiVersion: "build.openshift.io/v1";
  readonly kind: "BuildConfig";
  readonly metadata: Metadata;
  readonly spec: {
    readonly source: { readonly type: "Binary"; readonly binary: { readonly asFile?: string } };
    readonly strategy: {
      readonly type: "Docker";
      readonly dockerStrategy: {
        readonly dockerfilePath?: string;
        readonly buildArgs?: readonly { readonly name: string; readonly value?: string }[];
      };
    };
    readonly output: { readonly to: { readonly kind: "ImageStreamTag"; readonly name: string } };
    readonly runPolicy?: "Parallel" | "Serial" | "SerialLatestOnly";
    readonly successfulBuildsHistoryLimit?: number;
    readonly failedBuildsHistoryLimit?: number;
    readonly resources?: NonNullable<IContainer["resources"]>;
  };
}

/** What a volume held at a moment. */
export interface VolumeSnapshot {
  readonly apiVersion: "snapshot.storage.k8s.io/v1";
  readonly kind: "VolumeSnapshot";
  readonly metadata: Metadata;
  readonly spec: {
    readonly source: { readonly persistentVolumeClaimName: string };
    readonly volumeSnapshotClassName?: string;
  };
}
