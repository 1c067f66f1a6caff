/* xml_error.h -- what libxml2 hands to a handler of errors: const since 2.12. */
#ifndef HS_XML_ERROR_H
#define HS_XML_ERROR_H

#include <libxml/xmlerror.h>
#include <libxml/xmlversion.h>

#if LIBXML_VERSION >= 21200
typedef const xmlError hs_xml_error;
#else
typedef xmlError hs_xml_error;
#endif

#endif
