// SPDX-License-Identifier: Apache-2.0

#ifndef TALISMAN_CLIBXML2_SHIM_H
#define TALISMAN_CLIBXML2_SHIM_H

/* The part of libxml2 that the engine uses, for libxml2 2.9.14 to 2.15.
 *
 * A parse is recorded as a flat list of tags, each with its byte offset in the
 * document. Recording happens in C because Swift cannot see libxml2's variadic
 * handlers, and because the types of its callbacks change between versions. */

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Debian's libxml2 brings ICU's headers along, which clash with the copy of ICU
 * in Foundation. Converters are only used through pointers, so nothing here
 * needs them. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/encoding.h>
#include <libxml/entities.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

/* How many entities a document type may declare. */
#define TALISMAN_MAXIMUM_ENTITIES 256

/* A start or end tag. A start is reported before the closing `>` of its tag, an
 * end behind it; implied tags have the offset of the tag that forces them. */
typedef struct {
    const xmlChar *name;
    size_t offset;
    int is_end;
} talisman_event;

typedef struct {
    xmlParserCtxtPtr context;
    talisman_event *events;
    size_t count;
    size_t capacity;
    /* Whether the document type names a DTD that could declare entities. */
    int has_external_subset;
    /* The first fatal error: libxml2's code and the offset, 0 when none. */
    int error_code;
    size_t error_offset;
    /* The names of the entities that the document type declares, and whether
     * there are more. */
    const xmlChar *entities[TALISMAN_MAXIMUM_ENTITIES];
    size_t entity_count;
    int has_too_many_entities;
    /* Whether the document type refers to a parameter entity, and to no DTD. */
    int refers_to_parameters;
    /* The document. */
    const char *bytes;
    int out_of_memory;
    /* Whether HTML has a character of a name. */
    int (*is_known)(const xmlChar *name);
    /* The answer to every entity: one per parse, because libxml2 writes to it. */
    xmlEntity entity;
} talisman_recording;

/* The offset in the document; inside of an entity, that of its reference. */
static inline size_t talisman_offset(xmlParserCtxtPtr context) {
#if LIBXML_VERSION >= 21500
    unsigned long offset = 0;
    if (xmlCtxtGetInputPosition(context, 0, NULL, NULL, NULL, &offset) != 0)
        return 0;
    return (size_t) offset;
#else
    xmlParserInputPtr input = context->inputNr > 0 ? context->inputTab[0] : context->input;
    if (input == NULL)
        return 0;
    return (size_t) input->consumed + (size_t) (input->cur - input->base);
#endif
}

static inline void talisman_record(void *data, const xmlChar *name, int is_end) {
    talisman_recording *recording = (talisman_recording *) data;
    if (recording->count == recording->capacity) {
        size_t capacity = recording->capacity == 0 ? 256 : recording->capacity * 2;
        void *events = realloc(recording->events, capacity * sizeof(talisman_event));
        if (events == NULL) {
            recording->out_of_memory = 1;
            return;
        }
        recording->events = (talisman_event *) events;
        recording->capacity = capacity;
    }
    talisman_event *event = &recording->events[recording->count++];
    event->name = name;
    event->offset = talisman_offset(recording->context);
    event->is_end = is_end;
}

static inline void talisman_html_start(
    void *data, const xmlChar *name, const xmlChar **attributes
) {
    (void) attributes;
    talisman_record(data, name, 0);
}

static inline void talisman_html_end(void *data, const xmlChar *name) {
    talisman_record(data, name, 1);
}

static inline void talisman_xml_start(
    void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int namespace_count, const xmlChar **namespaces,
    int attribute_count, int default_count, const xmlChar **attributes
) {
    (void) prefix, (void) uri, (void) namespace_count, (void) namespaces;
    (void) attribute_count, (void) default_count, (void) attributes;
    talisman_record(data, name, 0);
}

static inline void talisman_xml_end(
    void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri
) {
    (void) prefix, (void) uri;
    talisman_record(data, name, 1);
}

static inline void talisman_internal_subset(
    void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system
) {
    (void) name;
    ((talisman_recording *) data)->has_external_subset = external != NULL || system != NULL;
}

static inline void talisman_entity_declaration(
    void *data, const xmlChar *name, int type,
    const xmlChar *public_id, const xmlChar *system_id, xmlChar *content
) {
    talisman_recording *recording = (talisman_recording *) data;
    (void) public_id, (void) system_id, (void) content;
    if (type == XML_INTERNAL_PARAMETER_ENTITY || type == XML_EXTERNAL_PARAMETER_ENTITY)
        return;
    if (recording->entity_count == TALISMAN_MAXIMUM_ENTITIES) {
        recording->has_too_many_entities = 1;
        xmlStopParser(recording->context);
        return;
    }
    recording->entities[recording->entity_count++] = name;
}

static inline int talisman_is_declared(
    const talisman_recording *recording, const xmlChar *name
) {
    for (size_t index = 0; index < recording->entity_count; index++)
        if (xmlStrEqual(recording->entities[index], name))
            return 1;
    return 0;
}

/* Entities are passed through as written and never expanded, whatever their
 * declarations say, so all that matters is whether the name may be known: HTML's
 * names and those that are declared always are, any name is if there is a DTD. */
static inline xmlEntityPtr talisman_get_entity(void *data, const xmlChar *name) {
    talisman_recording *recording = (talisman_recording *) data;
    if (!recording->has_external_subset && !recording->is_known(name)
        && !talisman_is_declared(recording, name))
        return NULL;
    return &recording->entity;
}

/* It is called for declarations, too; a reference ends with a semicolon. Later
 * versions of libxml2 would take any name for known behind one. */
static inline xmlEntityPtr talisman_get_parameter_entity(void *data, const xmlChar *name) {
    talisman_recording *recording = (talisman_recording *) data;
    (void) name;
    size_t offset = talisman_offset(recording->context);
    if (recording->has_external_subset || recording->error_code != 0
        || offset == 0 || recording->bytes[offset - 1] != ';')
        return NULL;
    recording->refers_to_parameters = 1;
    recording->error_code = XML_ERR_UNDECLARED_ENTITY;
    recording->error_offset = offset;
    xmlStopParser(recording->context);
    return NULL;
}

#if LIBXML_VERSION >= 21200
static inline void talisman_error(void *data, const xmlError *error) {
#else
static inline void talisman_error(void *data, xmlErrorPtr error) {
#endif
    talisman_recording *recording = (talisman_recording *) data;
    if (error->level != XML_ERR_FATAL || recording->error_code != 0)
        return;
    recording->error_code = error->code;
    recording->error_offset = talisman_offset(recording->context);
}

static inline void talisman_free(talisman_recording *recording) {
    if (recording->context != NULL)
        xmlFreeParserCtxt(recording->context);
    free(recording->events);
    recording->context = NULL;
    recording->events = NULL;
}

/* Records the tags of an HTML document. Returns 0 when there is no memory. The
 * names live until `talisman_free`, which must be called in any case. */
static inline int talisman_parse_html(
    talisman_recording *recording, const char *bytes, int count
) {
    memset(recording, 0, sizeof(*recording));
    int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING
        | HTML_PARSE_NONET | HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC;
#if LIBXML_VERSION >= 21400
    options |= HTML_PARSE_HTML5;
#endif
    htmlSAXHandler handler;
    memset(&handler, 0, sizeof(handler));
    handler.startElement = talisman_html_start;
    handler.endElement = talisman_html_end;
#if LIBXML_VERSION >= 21200
    recording->context = htmlNewParserCtxt();
    if (recording->context == NULL)
        return 0;
    *recording->context->sax = handler;
    recording->context->userData = recording;
    xmlDocPtr document =
        htmlCtxtReadMemory(recording->context, bytes, count, NULL, "UTF-8", options);
    xmlFreeDoc(document);
#else
    /* Reading with an encoder would copy the document piece by piece; telling
     * the encoding leaves it in place. */
    recording->context = htmlCreateMemoryParserCtxt(bytes, count);
    if (recording->context == NULL)
        return 0;
    *recording->context->sax = handler;
    recording->context->userData = recording;
    htmlCtxtUseOptions(recording->context, options);
    xmlSwitchEncoding(recording->context, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(recording->context);
    xmlFreeDoc(recording->context->myDoc);
    recording->context->myDoc = NULL;
#endif
    return !recording->out_of_memory;
}

/* Records the tags of an XML document, or its first fatal error. */
static inline int talisman_parse_xml(
    talisman_recording *recording, const char *bytes, int count,
    int (*is_known)(const xmlChar *name)
) {
    memset(recording, 0, sizeof(*recording));
    recording->is_known = is_known;
    recording->bytes = bytes;
    recording->entity.type = XML_ENTITY_DECL;
    recording->entity.etype = XML_INTERNAL_GENERAL_ENTITY;
    recording->entity.name = BAD_CAST "entity";
    recording->entity.content = (xmlChar *) "x";
    recording->entity.orig = (xmlChar *) "x";
    recording->entity.length = 1;
    recording->context = xmlNewParserCtxt();
    if (recording->context == NULL)
        return 0;
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof(handler));
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = talisman_xml_start;
    handler.endElementNs = talisman_xml_end;
    handler.internalSubset = talisman_internal_subset;
    handler.entityDecl = talisman_entity_declaration;
    handler.getEntity = talisman_get_entity;
    handler.getParameterEntity = talisman_get_parameter_entity;
    handler.serror = talisman_error;
    *recording->context->sax = handler;
    recording->context->userData = recording;
    xmlDocPtr document = xmlCtxtReadMemory(
        recording->context, bytes, count, NULL, NULL,
        XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC
    );
    xmlFreeDoc(document);
    if (recording->error_code == 0 && !recording->context->wellFormed) {
        recording->error_code = XML_ERR_INTERNAL_ERROR;
        recording->error_offset = talisman_offset(recording->context);
    }
    return !recording->out_of_memory;
}

typedef enum {
    TALISMAN_CONVERTED,
    TALISMAN_UNKNOWN_ENCODING,
    TALISMAN_INVALID_BYTES
} talisman_conversion;

/* Converts bytes to UTF-8. `output` belongs to the caller, who frees it with
 * `xmlBufferFree`; `consumed` says how far the bytes were good. */
static inline talisman_conversion talisman_convert(
    const char *encoding, const char *bytes, int count, xmlBufferPtr *output, size_t *consumed
) {
    *output = NULL;
    *consumed = 0;
    xmlCharEncodingHandlerPtr handler = xmlFindCharEncodingHandler(encoding);
    if (handler == NULL)
        return TALISMAN_UNKNOWN_ENCODING;
    xmlBufferPtr input = xmlBufferCreate();
    *output = xmlBufferCreate();
    int result = 0;
    if (input != NULL && *output != NULL && xmlBufferAdd(input, BAD_CAST bytes, count) == 0) {
        int before;
        do {
            before = xmlBufferLength(input);
            result = xmlCharEncInFunc(handler, *output, input);
        } while (result >= 0 && xmlBufferLength(input) > 0 && xmlBufferLength(input) < before);
    }
    int rest = input == NULL ? count : xmlBufferLength(input);
    *consumed = (size_t) (count - rest);
    if (input != NULL)
        xmlBufferFree(input);
    xmlCharEncCloseFunc(handler);
    return rest == 0 && result >= 0 ? TALISMAN_CONVERTED : TALISMAN_INVALID_BYTES;
}

#endif
