// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;

/// What the OpenAPI document says of the native face as a whole.
@OpenAPIDefinition(
    info =
        @Info(
            title = "Cairn REST API",
            version = "1",
            description =
                """
                Artifacts named by their content, runs, lineage, and registries of models.

                Errors are problem+json (RFC 9457) with the members `code` (stable), `field`, \
                `rule` and `requestId`. Lists answer `items` and `next`; hand `next` back as \
                `cursor` for the page after. Times are ISO 8601 in UTC. Digests are \
                `sha256:<64 hex>`. Unknown fields of a body are refused.\
                """,
            license = @License(name = "Apache-2.0")),
    servers = @Server(url = "/", description = "This server"))
@SecurityScheme(
    securitySchemeName = "key",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description = "An API key. As the password of Basic, with any user name, it is the same key.")
interface RestDescription {}
